import type { RemoteFile } from './remote-files.ts';

/** How far a download is, in bytes. What an earlier try has left counts as received. */
export interface FetchProgress {
  /** Path in the repository. */
  file: string;
  receivedBytes: number;
  totalBytes: number;
  /** Of all files that were not in the cache. */
  overallReceived: number;
  overallTotal: number;
}

/** Adds up what arrives for the files of one fetch. */
export class ProgressMeter {
  /** Bytes that came over the network. */
  downloadedBytes = 0;
  readonly #received = new Map<string, number>();
  readonly #total: number;
  readonly #report: (progress: FetchProgress) => void;

  constructor(remotes: readonly RemoteFile[], report: (progress: FetchProgress) => void) {
    this.#total = remotes.reduce((sum, { size }) => sum + size, 0);
    this.#report = report;
  }

  /** @param position behind the last byte that a file has now */
  add({ path, size }: RemoteFile, bytes: number, position: number): void {
    this.downloadedBytes += bytes;
    this.#received.set(path, position);
    const overallReceived = this.#received.values().reduce((sum, received) => sum + received, 0);
    const overall = { overallReceived, overallTotal: this.#total };
    this.#report({ file: path, receivedBytes: position, totalBytes: size, ...overall });
  }
}
