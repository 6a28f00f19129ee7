import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { type Instruction, type Stage, variablesOf } from './read-dockerfile.ts';

/** What an image would be built from. */
export interface Context {
  /** Absolute path. */
  root: string;
  /** Paths from the root, with slashes, of what is not ignored. */
  files: readonly string[];
}

/** An image as a folder: what was run in it, and what it says about how it is run. */
export interface Replayed {
  /** Stands for the root of the file system. */
  root: string;
  /** Where its command runs; absolute, within `root`. */
  folder: string;
  env: Readonly<Record<string, string>>;
  /** Of the user that its command runs as; undefined where only root may become somebody else, and we are not. */
  uid: number | undefined;
}

/** User `node` of the official images. */
const NODE_UID = 1_000;

/**
 * Does what building an image does, with a folder in the place of each stage's file system and the programs of this
 * machine. Absolute paths of variables are taken from that folder; commands must not name any.
 * @param target an empty folder.
 * @returns the last stage.
 * @throws Error for a step that fails, and for an instruction that is not known here.
 */
export function replayImage(stages: readonly Stage[], context: Context, target: string): Replayed {
  const built = new Map<string, Replayed>();
  let last: Replayed | undefined;
  for (const [index, stage] of stages.entries()) {
    last = emptyStage(join(target, stage.name ?? `stage-${index}`));
    for (const instruction of stage.instructions) last = step(instruction, last, context, built);
    if (stage.name !== undefined) built.set(stage.name, last);
  }
  if (last === undefined) throw new Error('a Dockerfile without stages builds nothing');
  return last;
}

function emptyStage(root: string): Replayed {
  mkdirSync(root, { recursive: true });
  return { root, folder: root, env: {}, uid: undefined };
}

function step({ keyword, text }: Instruction, image: Replayed, context: Context, built: Map<string, Replayed>) {
  switch (keyword) {
    case 'WORKDIR': {
      const folder = join(image.root, text);
      mkdirSync(folder, { recursive: true });
      return { ...image, folder };
    }
    case 'ENV':
      return { ...image, env: { ...image.env, ...variablesWithin(image.root, text) } };
    case 'USER':
      if (text !== 'node') throw new Error(`USER ${text} is not known here`);
      return process.getuid?.() === 0 ? { ...image, uid: NODE_UID } : image;
    case 'COPY':
      copy(text.split(/\s+/), image, context, built);
      return image;
    case 'RUN':
      run(text, image);
      return image;
    case 'CMD':
    case 'EXPOSE':
    case 'HEALTHCHECK':
    case 'VOLUME':
      return image;
    default:
      throw new Error(`${keyword} is not known here`);
  }
}

function variablesWithin(root: string, text: string): Record<string, string> {
  const entries = Object.entries(variablesOf(text));
  return Object.fromEntries(entries.map(([name, value]) => [name, value.startsWith('/') ? join(root, value) : value]));
}

function copy(words: readonly string[], image: Replayed, context: Context, built: Map<string, Replayed>): void {
  const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1);
  const target = words.at(-1) ?? '';
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  for (const source of sources) {
    if (from === undefined) copyFromContext(source, target, image, context);
    else copyTree(join(builtStage(from, built).root, source), join(image.folder, target));
  }
}

function builtStage(name: string, built: Map<string, Replayed>): Replayed {
  const stage = built.get(name);
  if (stage === undefined) throw new Error(`COPY --from=${name}: there is no such stage before`);
  return stage;
}

/** A file goes into a folder, a folder gives what is in it. */
function copyFromContext(source: string, target: string, { folder }: Replayed, { root, files }: Context): void {
  const found = files.filter((file) => file === source || file.startsWith(`${source}/`));
  if (found.length === 0) throw new Error(`COPY ${source}: nothing of that name is in the context`);
  if (!target.endsWith('/')) throw new Error(`COPY ${source}: write the folder ${target} with a slash at its end`);
  for (const file of found) {
    const inside = file === source ? posix.basename(file) : file.slice(source.length + 1);
    copyTree(join(root, file), join(folder, target, inside));
  }
}

function copyTree(from: string, to: string): void {
  if (!existsSync(from)) throw new Error(`there is no ${from} to copy`);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function run(command: string, { folder, env, uid }: Replayed): void {
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, ...env, PATH: path },
    encoding: 'utf8',
    ...(uid !== undefined && { uid, gid: uid }),
  });
  if (status !== 0) throw new Error(`RUN ${command}\nended with ${status}\n${stdout}${stderr}`);
}
