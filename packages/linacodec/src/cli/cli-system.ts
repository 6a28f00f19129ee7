import type { FetchModel, OpenDecoder } from './decoder-port.ts';
import type { Bar } from './progress.ts';

/** All that the commands know of the world outside: main.ts fills it in, tests hand in fakes. */
export interface CliSystem {
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds from any fixed point, never going back. */
  now(): number;
  /** Part of a file name that no other run uses. */
  unique(): string;
  /** Aborted by Ctrl-C, or when the process is told to end. */
  interrupted: AbortSignal;
  stdin: AsyncIterable<Uint8Array>;
  /** `write` ends once the reader has room for more, and fails with code EPIPE when there is none any longer. */
  stdout: { isTerminal: boolean; write(bytes: Uint8Array): Promise<void> };
  stderr: { isTerminal: boolean; write(text: string): void };
  /** A bar on standard error; asked for only when that is a terminal. */
  createBar(): Bar;
  files: Files;
  openDecoder: OpenDecoder;
  fetchModel: FetchModel;
}

/** The file system, as far as it is needed. Failures are errors with the system's `code` and the `path`. */
export interface Files {
  /** Opens a file at once, so that a missing one fails here. */
  read(path: string): Promise<AsyncIterable<Uint8Array>>;
  /** What is at a path, and where links lead. */
  look(path: string): Promise<{ kind: FileKind; path: string }>;
  /** Opens for writing. `fresh`: the file must not exist yet. */
  write(path: string, options: { fresh: boolean }): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** `other` is a device, a pipe or a socket. */
export type FileKind = 'file' | 'folder' | 'other' | 'missing';

export interface WritableFile {
  /** All of the bytes, after the ones before or from a position. */
  write(bytes: Uint8Array, position?: number): Promise<void>;
  close(): Promise<void>;
}
