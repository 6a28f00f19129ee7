import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runQuietly } from '../process/run-quietly.ts';

/** The owner of the files may be somebody else, as in containers; listing them is harmless all the same. */
const LIST = ['git', '-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];

/** What .gitignore leaves out, for a copy of the files without their repository. */
const IGNORED = /(^|\/)(node_modules|dist|\.git|\.wrangler|\.voxlane)\/|(^|\/)(\.dev\.vars|\.env|[^/]*\.log)$/;

/** Lists the files of ours from the root: tracked ones, and new ones that git would not ignore. */
export async function listFiles(root: string): Promise<string[]> {
  const { code, output } = await runQuietly(LIST, { cwd: root });
  const paths = code === 0 ? output.split('\0') : walk(root);
  return paths.filter((path) => path !== '' && existsSync(join(root, path)));
}

function walk(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !IGNORED.test(path));
}
