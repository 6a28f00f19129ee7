/** Everything that built models depend on. */
export interface CacheKeyParts {
  /** Hash of the checkpoint's files. */
  content: string;
  /** Version of what builds. */
  builder: number;
  precision: 'fp32' | 'fast';
  /** Processor, architecture and version of onnxruntime: packed weights fit only these. */
  machine: string;
}

/** Name of the folder of built models in the cache: 64 hex digits. */
export function cacheKey({ content, builder, precision, machine }: CacheKeyParts): Promise<string> {
  return sha256(JSON.stringify([content, builder, precision, machine]));
}

/** Whether a name in the cache folder is one that {@link cacheKey} gives. */
export function isCacheKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** SHA-256 of a text as UTF-8, in lower-case hex. */
export async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
