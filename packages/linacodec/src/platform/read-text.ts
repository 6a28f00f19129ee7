import { open } from './node.ts';
import { unlessMissing } from './unless-missing.ts';

/** At most the first `maxBytes` of a file as UTF-8; undefined when there is none. */
export async function readText(path: string, maxBytes: number): Promise<string | undefined> {
  const handle = await open(path).catch(unlessMissing);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(maxBytes), 0, maxBytes, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
