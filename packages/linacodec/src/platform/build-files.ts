import type { BuildFiles } from '../session/build-models.ts';
import { closeSync, join, openSync, rm, writeFile, writeSync } from './node.ts';

/** Where built models are written. */
export const buildFiles: BuildFiles = {
  join,
  write: (path, bytes) => writeFile(path, bytes),
  remove: (path) => rm(path, { force: true }),
  create(path) {
    const file = openSync(path, 'wx');
    return {
      write(bytes, offset) {
        for (let done = 0; done < bytes.byteLength; ) {
          done += writeSync(file, bytes, done, bytes.byteLength - done, offset + done);
        }
      },
      close: () => closeSync(file),
    };
  },
};
