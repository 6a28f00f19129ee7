import type { CacheLayout } from './cache-layout.ts';
import { downloadFrom, type Transfer } from './download-range.ts';
import { withLock } from './file-lock.ts';
import { HubError, throwIfCancelled } from './hub-error.ts';
import type { HubFiles } from './hub-files.ts';

/** Brings one file into the cache, unless its content is there already, and links it into the snapshot of its commit. */
export async function storeFile(files: HubFiles, layout: CacheLayout, transfer: Transfer): Promise<void> {
  const { hub, remote, subject } = transfer;
  const blob = layout.blob(remote.etag);
  const isStored = async () => (await files.size(blob)) === remote.size;
  if (!(await isStored())) {
    await withLock(files, layout.lock(remote.etag), hub.signal, async () => {
      // The holder before may have been busy with this very file.
      if (await isStored()) return;
      const incomplete = layout.incomplete(remote.etag);
      try {
        await complete(files, incomplete, transfer);
        await files.rename(incomplete, blob);
      } catch (error) {
        // Two that took over a dead lock at once write the same bytes; the first takes the file from under the other.
        if (!(await isStored())) throw error;
      }
    });
  }
  await files.link(`${layout.snapshot(subject.revision)}/${remote.path}`, blob);
  transfer.onBytes(0, remote.size);
}

/**
 * Makes the incomplete file whole and checks it. One that turns out wrong is removed, and where its beginning came from
 * an earlier try, fetched once more from the first byte.
 */
async function complete(files: HubFiles, incomplete: string, transfer: Transfer): Promise<void> {
  const { hub, remote } = transfer;
  for (;;) {
    const from = await resumePoint(files, incomplete, remote.size);
    await append(files, incomplete, transfer, from);
    if (await isRight(files, incomplete, transfer)) return;
    throwIfCancelled(hub.signal);
    await files.remove(incomplete);
    if (from > 0) continue;
    const message = `${remote.path} of ${transfer.subject.repo} arrived damaged: its hash is not ${remote.etag}`;
    throw new HubError('hub_bad_file', `${message}; try again, or check the proxy and HF_ENDPOINT`, {
      retryable: true,
    });
  }
}

/** Bytes that need not be fetched again. */
async function resumePoint(files: HubFiles, incomplete: string, size: number): Promise<number> {
  const have = (await files.size(incomplete)) ?? 0;
  if (have <= size) return have;
  await files.remove(incomplete);
  return 0;
}

async function append(files: HubFiles, incomplete: string, transfer: Transfer, from: number): Promise<void> {
  const file = await files.open(incomplete);
  try {
    await downloadFrom(transfer, from, file);
  } finally {
    await file.close();
  }
}

async function isRight(files: HubFiles, path: string, { hub, remote }: Transfer): Promise<boolean> {
  // Git hashes a blob behind a header with its length.
  const [algorithm, prefix] =
    remote.hash === 'git' ? (['sha1', `blob ${remote.size}\0`] as const) : (['sha256', ''] as const);
  try {
    return (await files.digest(path, algorithm, prefix, hub.signal)) === remote.etag;
  } catch (error) {
    throwIfCancelled(hub.signal);
    throw error;
  }
}
