/** The one file of this package that names Node's modules: everything else takes what it needs from here. */
export { createHash, randomUUID } from 'node:crypto';
export { closeSync, constants as fileConstants, createReadStream, openSync, writeSync } from 'node:fs';
export {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
export { availableParallelism, cpus, homedir } from 'node:os';
export { dirname, join, relative, resolve } from 'node:path';
export { setTimeout as wait } from 'node:timers/promises';
export { fileURLToPath } from 'node:url';
export { parentPort, Worker } from 'node:worker_threads';
