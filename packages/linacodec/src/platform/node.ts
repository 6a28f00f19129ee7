/** The one file of this package that names Node's modules: everything else takes what it needs from here. */
export { createHash, randomUUID } from 'node:crypto';
export { closeSync, constants as fileConstants, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
export {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
export { createRequire } from 'node:module';
export { arch, availableParallelism, cpus, homedir, platform } from 'node:os';
export { dirname, isAbsolute, join, relative, resolve } from 'node:path';
export { setTimeout as wait } from 'node:timers/promises';
export { parentPort, Worker, workerData } from 'node:worker_threads';
