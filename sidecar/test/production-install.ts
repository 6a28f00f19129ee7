import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoreRules } from './image/ignore-rules.ts';
import { readDockerfile } from './image/read-dockerfile.ts';
import { type Replayed, replayImage } from './image/replay-image.ts';
import { type StartedImage, startImage } from './image/started-image.ts';
import { CHECKOUT, developmentOnly, productionFolders } from './image/workspace.ts';

/**
 * `npm run test:production`: takes the steps of the Dockerfile in a temporary folder, from the files that Docker would
 * see, starts what comes out as the image's user, lets it decode, and stops it. Fetches packages where the store of
 * pnpm lacks them.
 */

const stages = readDockerfile(readFileSync(join(CHECKOUT, 'sidecar/Dockerfile'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'voxlane-image-'));
const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  // Another user is to find its way through.
  chmodSync(folder, 0o755);
  const image = replayImage(stages, { root: CHECKOUT, files: contextFiles() }, folder);
  const app = join(image.root, 'app');
  refuseDevelopment(app);
  say(`built: ${sizes(app)}`);
  const started = await startImage(stages, image);
  try {
    await useIt(started, image);
  } finally {
    const code = await started.stop();
    check(code === 0, `SIGTERM must end it with 0, not ${code}`);
  }
  say('ended with 0 after SIGTERM');
} finally {
  rmSync(folder, { recursive: true });
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

/** Files of ours, new ones included, without what .dockerignore leaves out. */
function contextFiles(): string[] {
  const command = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { status, stdout } = spawnSync('git', command, { cwd: CHECKOUT, encoding: 'utf8' });
  check(status === 0, 'git does not list the files of the checkout');
  const isIgnored = ignoreRules(readFileSync(join(CHECKOUT, '.dockerignore'), 'utf8'));
  return stdout.split('\0').filter((path) => path !== '' && !isIgnored(path) && existsSync(join(CHECKOUT, path)));
}

function refuseDevelopment(app: string): void {
  const installed = readdirSync(join(app, 'node_modules/.pnpm'));
  const found = developmentOnly(productionFolders()).filter(
    (name) =>
      installed.some((each) => each.startsWith(`${name.replace('/', '+')}@`)) ||
      existsSync(join(app, 'packages', name.replace('@voxlane/', ''))),
  );
  check(found.length === 0, `only development needs ${found.join(', ')}`);
}

async function useIt({ url, readyMs, checkHealth }: StartedImage, { env }: Replayed): Promise<void> {
  const { status, tier } = await (await fetch(`${url}/health`)).json();
  check(status === 'healthy' && tier === 'middleware-sidecar', `/health says ${status}, ${tier}`);
  check(checkHealth() === 0, 'the health check of the image fails');
  const { model } = await (await fetch(`${url}/ready`)).json();
  check(model.loaded, '/ready says that the model is not loaded');
  check(readdirSync(env.LINACODEC_CACHE ?? '').length > 0, 'the models are not kept in LINACODEC_CACHE');
  say(`ready after ${Math.round(readyMs)} ms, real-time factor ${model.realTimeFactor}, ${model.workers} workers`);

  const body = JSON.stringify({ tokens: Array(25).fill(7), embedding: Array(128).fill(0) });
  const answer = await fetch(`${url}/v1/decode`, { method: 'POST', body });
  const bytes = (await answer.arrayBuffer()).byteLength;
  check(answer.status === 200 && bytes > 0, `/v1/decode answers ${answer.status} with ${bytes} bytes`);
  say(`decoded ${bytes} bytes from 25 tokens`);
}

function sizes(app: string): string {
  const packages = join(app, 'node_modules');
  const runtime = readdirSync(join(packages, '.pnpm')).find((name) => name.startsWith('onnxruntime-node@')) ?? '';
  const megabytes = (path: string) => `${(bytesIn(path) / 1e6).toFixed(1)} MB`;
  const own = join(packages, '.pnpm', runtime);
  return `${megabytes(app)}, of which packages ${megabytes(packages)}, of which onnxruntime ${megabytes(own)}`;
}

/** Bytes of all files below a path, links not followed. */
function bytesIn(path: string): number {
  const { size } = lstatSync(path);
  if (!lstatSync(path).isDirectory()) return size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
