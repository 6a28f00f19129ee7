/** What the file system knows about a file or folder without opening it. */
export interface FileFacts {
  isFile: boolean;
  bytes: number;
  /** Time of the last change, in ns since 1970. */
  modifiedNs: bigint;
  /** Number of the file on its file system. */
  inode: bigint;
}

/**
 * All that the cache of built models needs of the machine. Parts of paths are joined with `/`, which every system
 * takes. An error of the file system passes through as it is: it names the path.
 */
export interface CacheFiles {
  absolute(path: string): string;
  /** Facts about what is at the path or behind its link; undefined when there is nothing. */
  look(path: string): Promise<FileFacts | undefined>;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** At most the first `maxBytes` of a file as UTF-8; undefined when there is none. */
  readText(path: string, maxBytes: number): Promise<string | undefined>;
  /** SHA-256 of a whole file, in lower-case hex. */
  digest(path: string): Promise<string>;
  writeText(path: string, text: string): Promise<void>;
  /** Makes a folder and those above it, as far as they are not there. */
  makeFolder(path: string): Promise<void>;
  /** Moves in one step. A file takes the place of another one; false when a folder cannot, since something is there. */
  move(from: string, to: string): Promise<boolean>;
  /** Removes a file, or a folder with all in it. Missing is removed already. */
  remove(path: string): Promise<void>;
  /** Sets the time of a file's last change, in ms since 1970. */
  touch(path: string, ms: number): Promise<void>;
  /** Ms since 1970. */
  now(): number;
  /** A name that no other process has: letters, digits and dashes. */
  unique(): string;
}

/** Time of the last change, in ms since 1970. */
export function modifiedMs({ modifiedNs }: FileFacts): number {
  return Number(modifiedNs) / 1e6;
}
