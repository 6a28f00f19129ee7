import { HubError, throwIfCancelled } from './hub-error.ts';
import type { WritableFile } from './hub-files.ts';
import { type Hub, request } from './hub-request.ts';
import type { Subject } from './refusal.ts';
import type { RemoteFile } from './remote-files.ts';

/** A file on its way, and the commit it must be of. */
export interface Transfer {
  hub: Hub;
  /** Its revision is the commit. */
  subject: Subject;
  remote: RemoteFile;
  /** Called with each piece that has been written: its bytes, and the position behind it. 0 bytes: found in place. */
  onBytes: (bytes: number, position: number) => void;
}

/** A connection that breaks this often within one file, in spite of some progress each time, is given up. */
const MAX_BREAKS = 8;

/**
 * Fetches a file from byte `from` to its end, and goes on where a connection breaks for as long as each one brings
 * something. Throws a HubError; what has arrived is in the file then.
 */
export async function downloadFrom(transfer: Transfer, from: number, file: WritableFile): Promise<void> {
  const { path, size } = transfer.remote;
  let position = from;
  transfer.onBytes(0, position);
  for (let breaks = 0; position < size; breaks++) {
    const reached = await readRange(transfer, position, file);
    if (reached < size && (reached <= position || breaks === MAX_BREAKS)) {
      const message = `the connection broke at byte ${reached} of ${size} of ${path}; the next try goes on from there`;
      throw new HubError('hub_unreachable', message);
    }
    position = reached;
  }
}

/** A body that breaks is treated as one that ends early: both have brought what they have brought. */
const BROKEN = { done: true, value: undefined } as const;

/** One connection. Returns the position that it reached; it may have broken there. */
async function readRange(transfer: Transfer, from: number, file: WritableFile): Promise<number> {
  const { hub, subject, remote, onBytes } = transfer;
  // A range counts the bytes of the file, not those of a compressed form of it.
  const headers = { Range: `bytes=${from}-`, 'Accept-Encoding': 'identity' };
  const response = await request(hub, subject, remote.url, { headers });
  const reader = response.body?.getReader();
  try {
    let position = startOf(response, from, transfer);
    for (;;) {
      const { done, value } = (await reader?.read().catch(() => BROKEN)) ?? BROKEN;
      throwIfCancelled(hub.signal);
      if (done) return position;
      if (position + value.length > remote.size) throw badFile(transfer, `sends more than its ${remote.size} bytes`);
      await file.write(value, position);
      position += value.length;
      onBytes(value.length, position);
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

/** Where the body begins: at the byte asked for, or at the first where the server gives no ranges. */
function startOf(response: Response, from: number, transfer: Transfer): number {
  const commit = response.headers.get('X-Repo-Commit');
  if (commit !== null && commit !== transfer.subject.revision) throw badFile(transfer, 'comes from another commit');
  if (response.status !== 206) return 0;
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('Content-Range') ?? '') ?? [];
  if (Number(start) !== from) throw badFile(transfer, `does not begin at byte ${from} as asked`);
  if (total !== '*' && Number(total) !== transfer.remote.size) {
    throw badFile(transfer, `has ${total} bytes where ${transfer.remote.size} were declared`);
  }
  return from;
}

function badFile({ remote, subject }: Transfer, problem: string): HubError {
  const message = `${remote.path} of ${subject.repo} ${problem}; a proxy or mirror may be stale, check HF_ENDPOINT`;
  return new HubError('hub_bad_file', message);
}
