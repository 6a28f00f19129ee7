import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { execForm, readDockerfile, variablesOf } from './image/read-dockerfile.ts';
import { CHECKOUT, productionFolders } from './image/workspace.ts';

const text = readFileSync(join(CHECKOUT, 'sidecar/Dockerfile'), 'utf8');
const stages = readDockerfile(text);
const all = stages.flatMap(({ instructions }) => instructions);
const [build, image] = stages;

const texts = (keyword: string, of = all) => of.filter((each) => each.keyword === keyword).map((each) => each.text);
const last = (keyword: string) => texts(keyword, image?.instructions).at(-1) ?? '';

describe('the Dockerfile', () => {
  it('has two stages of the same slim Node', () => {
    expect(stages.map(({ base }) => base)).toEqual(['node:24-slim', 'node:24-slim']);
  });

  it('runs as a user who owns nothing of the program', () => {
    expect(last('USER')).toBe('node');
    expect(texts('COPY', image?.instructions).join()).not.toContain('--chown');
    const order = image?.instructions.map(({ keyword }) => keyword) ?? [];
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('COPY'));
  });

  it('starts Node without a shell between, so that it hears SIGTERM', () => {
    expect(execForm(last('CMD'))).toEqual(['node', 'sidecar/src/main.ts']);
    expect(texts('ENTRYPOINT')).toEqual([]);
  });

  it('checks its health by Node, which is the one program that is there', () => {
    expect(execForm(last('HEALTHCHECK').replace(/^.*?\bCMD\s+/, ''))?.[0]).toBe('node');
    expect(last('HEALTHCHECK')).toContain('/health');
  });

  it('takes nothing from elsewhere but locked packages, and no secrets', () => {
    expect([texts('ADD'), texts('ARG')]).toEqual([[], []]);
    expect(texts('RUN').join()).not.toMatch(/curl|wget|git |apt-get|--mount=type=secret/);
    expect(text).not.toMatch(/_(KEY|TOKEN|SECRET)\b/);
  });

  it('installs what the lock file says, by the pnpm of the checkout', () => {
    const { packageManager } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));
    const [install = ''] = texts('RUN');
    expect(install).toContain(`npx --yes ${packageManager} install`);
    for (const option of ['--prod', '--frozen-lockfile', '--filter-prod @voxlane/sidecar...']) {
      expect(install).toContain(option);
    }
  });

  it('copies manifests before and sources after the installation, of all packages that are needed and no others', () => {
    const instructions = build?.instructions ?? [];
    const installation = instructions.findIndex(({ keyword }) => keyword === 'RUN');
    const before = texts('COPY', instructions.slice(0, installation));
    const after = texts('COPY', instructions.slice(installation)).filter((copied) => copied !== 'LICENSE ./');
    const manifests = before.filter((copied) => /^\S+\/package\.json /.test(copied));
    expect(manifests).toEqual(productionFolders().map((folder) => `${folder}/package.json ${folder}/`));
    expect(after).toEqual(productionFolders().map((folder) => `${folder} ${folder}/`));
  });

  it('listens to every network of the container, at the port that it names', () => {
    const variables = variablesOf(last('ENV'));
    expect([variables.HOST, variables.PORT]).toEqual(['0.0.0.0', last('EXPOSE')]);
  });

  it('keeps models on its volume', () => {
    const [volume] = execForm(last('VOLUME')) ?? [];
    const { LINACODEC_CACHE = '', HF_HOME = '' } = variablesOf(last('ENV'));
    for (const folder of [LINACODEC_CACHE, HF_HOME]) expect(folder.startsWith(`${volume}/`)).toBe(true);
  });
});
