/** A file that is written at positions, by one process or by several that write the same bytes. */
export interface WritableFile {
  /** @param position of the first byte, in bytes from the start of the file */
  write(bytes: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * All that fetching a model needs of the machine. Paths are absolute, with `/` between the parts that are ours. Whatever
 * creates a file makes the folders above it. An error of the file system passes through as it is: it names the path.
 */
export interface HubFiles {
  /** Bytes of the file at the path or behind its link; undefined when there is none, or the link leads nowhere. */
  size(path: string): Promise<number | undefined>;
  /** At most the first `maxBytes` of a file as UTF-8; undefined when there is none. */
  readText(path: string, maxBytes: number): Promise<string | undefined>;
  /** Replaces the file at once: a reader sees the old text or the new one, never a part. */
  writeText(path: string, text: string): Promise<void>;
  /** Creates the file, of several callers for one of them only; false when it exists. */
  create(path: string, text: string): Promise<boolean>;
  /** Opens for writing, creates when missing, and keeps what is there. */
  open(path: string): Promise<WritableFile>;
  /** Makes `path` show what `target` holds, in one step: a relative link, a copy where links cannot be made. */
  link(path: string, target: string): Promise<void>;
  /** Replaces what is at `to`, in one step. */
  rename(from: string, to: string): Promise<void>;
  /** Missing is removed already. */
  remove(path: string): Promise<void>;
  /** Hash of `prefix` followed by the file, in lower-case hex. Rejects once the signal aborts. */
  digest(path: string, algorithm: 'sha1' | 'sha256', prefix: string, signal: AbortSignal): Promise<string>;
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A name that no other process has, fit for a file name. */
  unique(): string;
}
