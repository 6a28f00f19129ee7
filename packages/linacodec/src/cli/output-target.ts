import type { CliSystem, WritableFile } from './cli-system.ts';
import { orInterrupted } from './or-interrupted.ts';
import { orClosed } from './output-closed.ts';
import { STANDARD } from './output-format.ts';
import { UsageError } from './usage-error.ts';

/** Where bytes go: nothing is there for others to see until `commit`, as far as the target allows. */
export interface OutputTarget {
  /** Waits until there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
  /** Replaces the first bytes; only files can. */
  patch?(bytes: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Hands a target for `path` to `use`, and completes it, or clears it away when that fails. A file is written under
 * another name beside its own and renamed at the end; pipes and devices are written as they are.
 * @throws UsageError for a terminal or a folder; OutputClosed when nobody reads any longer
 */
export async function withTarget<T>(
  path: string,
  system: CliSystem,
  use: (target: OutputTarget) => Promise<T>,
): Promise<T> {
  const target = path === STANDARD ? standardTarget(system) : await fileTarget(path, system);
  try {
    const result = await use(target);
    await target.commit();
    return result;
  } catch (error) {
    await target.discard();
    throw error;
  }
}

function standardTarget({ stdout, interrupted }: CliSystem): OutputTarget {
  if (stdout.isTerminal) {
    throw new UsageError('audio is not for a terminal; give a file with -o, or pipe the output into a player');
  }
  return {
    write: (bytes) => orInterrupted(orClosed(stdout.write(bytes)), interrupted),
    commit: async () => {},
    discard: async () => {},
  };
}

async function fileTarget(path: string, { files, interrupted, unique }: CliSystem): Promise<OutputTarget> {
  const found = await files.look(path);
  if (found.kind === 'folder') throw new UsageError(`${path} is a folder; give the path of a file`);
  if (found.kind === 'other') {
    const device = await orInterrupted(files.write(path, { fresh: false }), interrupted);
    return {
      write: (bytes) => orInterrupted(orClosed(device.write(bytes)), interrupted),
      commit: () => device.close(),
      discard: () => ignoreFailure(device.close()),
    };
  }
  const temporary = `${found.path}.${unique()}.partial`;
  const file = await files.write(temporary, { fresh: true }).catch((error: unknown) => {
    throw Object.assign(Object(error), { path: found.path });
  });
  return {
    write: (bytes) => file.write(bytes),
    patch: (bytes) => file.write(bytes, 0),
    async commit() {
      await file.close();
      await files.rename(temporary, found.path);
    },
    discard: () => discardFile(file, () => files.remove(temporary)),
  };
}

async function discardFile(file: WritableFile, remove: () => Promise<void>): Promise<void> {
  await ignoreFailure(file.close());
  await ignoreFailure(remove());
}

/** What went wrong before is what the user has to hear. */
async function ignoreFailure(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
