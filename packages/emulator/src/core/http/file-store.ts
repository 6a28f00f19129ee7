import type { Clock } from '../clock.ts';
import type { Faults } from '../faults/faults.ts';

/** Presigned addresses of the public handlers last this long, in milliseconds. */
const FILE_LIFE_MS = 3_600_000;
/** Memory for files, in bytes; the oldest go first. */
const MAX_STORED_BYTES = 64 * 1_048_576;

const TYPES = { pcm: 'application/octet-stream', mp3: 'audio/mpeg', wav: 'audio/wav' } as const;

/** What a file is, which is also how its name ends. */
export type FileKind = keyof typeof TYPES;

interface StoredFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  expiresAt: number;
  delayMs: number;
  /** Length to pretend, in bytes. */
  length: number;
}

/** Audio files behind addresses that run out: the object store of handlers that hand out `audio_url`. */
export class FileStore {
  readonly #clock: Clock;
  readonly #randomId: () => string;
  readonly #files = new Map<string, StoredFile>();
  #stored = 0;

  constructor(clock: Clock, randomId: () => string) {
    this.#clock = clock;
    this.#randomId = randomId;
  }

  /** Keeps a file and gives its address. */
  put(bytes: Uint8Array, extension: FileKind, origin: string, faults: Faults['audioUrl'] = {}): string {
    const path = `/files/${this.#randomId()}.${extension}`;
    this.#files.set(path, {
      bytes: bytes.slice(),
      type: TYPES[extension],
      expiresAt: this.#clock.now() + (faults.expired ? 0 : FILE_LIFE_MS),
      delayMs: faults.delayMs ?? 0,
      length: faults.bytes ?? bytes.length,
    });
    this.#stored += bytes.length;
    this.#forgetOldest();
    return `${faults.origin ?? origin}${path}?X-Expires=${FILE_LIFE_MS / 1_000}`;
  }

  /** The reply to a GET of `path`: 403 with XML when the address has run out, as object stores answer. */
  async reply(path: string, signal: AbortSignal): Promise<Response> {
    const file = this.#files.get(path);
    if (file === undefined) return problem(404, 'NoSuchKey');
    await this.#clock.sleep(file.delayMs, signal);
    if (this.#clock.now() >= file.expiresAt) return problem(403, 'AccessDenied');
    const headers = { 'content-type': file.type };
    if (file.length === file.bytes.length) return new Response(file.bytes, { headers });
    return new Response(padded(file), { headers });
  }

  #forgetOldest(): void {
    for (const [path, file] of this.#files) {
      if (this.#stored <= MAX_STORED_BYTES) return;
      this.#files.delete(path);
      this.#stored -= file.bytes.length;
    }
  }
}

function problem(status: number, code: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`;
  return new Response(body, { status, headers: { 'content-type': 'application/xml' } });
}

/** Bytes that one pull of a long file gives. */
const PIECE_BYTES = 65_536;

/** The file cut or filled with zeros to the length that it pretends, made as it is read. */
function padded({ bytes, length }: StoredFile): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = new Uint8Array(Math.min(PIECE_BYTES, length - at));
      piece.set(bytes.subarray(at, at + piece.length));
      at += piece.length;
      controller.enqueue(piece);
      if (at >= length) controller.close();
    },
  });
}
