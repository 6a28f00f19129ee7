import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, whatever directory the command was given in. */
export const REPO_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
