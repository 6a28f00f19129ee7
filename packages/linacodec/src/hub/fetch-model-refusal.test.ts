import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Faults } from '../../test/hub/fake-replies.ts';
import { COMMIT, NEWER, REPO, useHub, WEIGHTS } from '../../test/hub/hub-fixture.ts';
import type { FetchOptions } from './fetch-model.ts';
import { HubError, type HubErrorCode } from './hub-error.ts';

const TOKEN = 'hf_dont_show_this_to_anyone';
const fixture = useHub();

interface Row {
  options?: Partial<FetchOptions>;
  faults?: Faults;
  code: HubErrorCode;
  says: RegExp;
  retryable?: boolean;
}

const GATED = { status: 403, reason: 'GatedRepo' };

describe('an error', () => {
  it.each<[string, Row]>([
    [
      'a repository that is not there',
      {
        options: { repo: 'someone/else' },
        code: 'hub_not_found',
        says: /no someone\/else@main on the hub; check LINACODEC_MODEL/,
      },
    ],
    [
      'a revision that is not there',
      {
        options: { revision: 'v9' },
        code: 'hub_not_found',
        says: /tiny-codec has no revision v9; LINACODEC_MODEL takes/,
      },
    ],
    [
      'a commit that is not there',
      { options: { revision: NEWER }, code: 'hub_not_found', says: /has no revision decade/ },
    ],
    [
      'a file that the list lacks',
      {
        faults: { unlisted: ['vocoder/config.yaml'] },
        code: 'hub_not_found',
        says: /has no vocoder\/config.yaml at c0ffee0+; check that LINACODEC_MODEL names a LinaCodec repository/,
      },
    ],
    [
      'a file that only the list has',
      { faults: { lost: [WEIGHTS] }, code: 'hub_not_found', says: /has no model.safetensors at c0ffee/ },
    ],
    [
      'terms that were not accepted',
      { faults: { resolve: GATED }, code: 'hub_denied', says: /accept them on its page, then set HF_TOKEN/ },
    ],
    [
      'a closed repository',
      {
        faults: { api: { status: 401, reason: 'RepoNotFound' } },
        code: 'hub_denied',
        says: /is private.*set HF_TOKEN/,
      },
    ],
    [
      'a token that is not valid',
      { faults: { api: { status: 401 } }, code: 'hub_denied', says: /answered 401.*HF_TOKEN to a valid/ },
    ],
    [
      'a token without the right',
      { faults: { api: { status: 403 } }, code: 'hub_denied', says: /answered 403.*HF_TOKEN/ },
    ],
    [
      'a hub in trouble',
      {
        faults: { resolve: { status: 502 } },
        code: 'hub_unreachable',
        says: /answered 502 for config.yaml of/,
        retryable: true,
      },
    ],
    [
      'a busy hub',
      { faults: { api: { status: 429 } }, code: 'hub_unreachable', says: /429.*try again later/, retryable: true },
    ],
    [
      'something else than a hub',
      { faults: { api: { status: 405 } }, code: 'hub_unreachable', says: /405.*check HF_ENDPOINT/ },
    ],
    [
      'no server',
      {
        options: { endpoint: 'http://127.0.0.1:1' },
        code: 'hub_unreachable',
        says: /no answer from http:\/\/127.0.0.1:1 or where it leads; check/,
        retryable: true,
      },
    ],
    [
      'a path instead of a repository',
      { options: { repo: '../x' }, code: 'hub_not_found', says: /takes owner\/name\[@revision\]/ },
    ],
    [
      'a path instead of a revision',
      { options: { revision: '../../x' }, code: 'hub_not_found', says: /takes owner\/name\[@revision\]/ },
    ],
  ])('says what to do about %s', async (_, { options, faults = {}, code, says, retryable = false }) => {
    fixture.hub.faults = faults;
    const error = await fixture.failure({ ...options, token: TOKEN });
    expect(error).toMatchObject({ code, retryable, message: expect.stringMatching(says) });
    expect(inspect(error, { depth: 10 })).not.toContain(TOKEN);
  });

  it.each<[string, string]>([
    ['no JSON', '<html>sign in</html>'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['a list with a hole', '[null]'],
    ['no commit', '{"sha":"main"}'],
    ['a path for a commit', '{"sha":"../../x"}'],
    ['endless', ' '.repeat(3_000_000)],
  ])('is no crash when the API sends %s', async (_, apiBody) => {
    fixture.hub.faults = { apiBody };
    const error = await fixture.failure();
    expect(error).toMatchObject({ code: 'hub_unreachable', retryable: false });
    expect(error.message).toMatch(/does not answer as a Hugging Face hub does; check HF_ENDPOINT/);
  });

  it('is raised when a commit is answered with another one', async () => {
    fixture.hub.faults = { apiBody: JSON.stringify({ sha: NEWER }) };
    expect(await fixture.failure({ revision: COMMIT })).toMatchObject({ code: 'hub_unreachable', retryable: false });
  });

  it('of the file system passes as it is', async () => {
    const outcome = fixture.fetch({ cacheFolder: '/dev/null/cache' });
    await expect(outcome).rejects.toThrow(/ENOTDIR.*\/dev\/null\/cache/);
    await expect(outcome).rejects.not.toBeInstanceOf(HubError);
  });
});

describe('the token', () => {
  it('opens a private repository and goes to the hub alone', async () => {
    fixture.hub.repo.token = TOKEN;
    await fixture.fetch({ token: TOKEN });
    const [hub = [], cdn = []] = ['hub', 'cdn'].map((host) => fixture.hub.seen.filter((one) => one.host === host));
    expect(new Set(hub.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
    expect(cdn.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  it('need not begin as those of the hub do, for mirrors give out their own', async () => {
    fixture.hub.repo.token = 'mirror-token';
    expect(await fixture.fetch({ token: 'mirror-token' })).toMatchObject({ commit: COMMIT });
  });

  it('is missed with a hint', async () => {
    fixture.hub.repo.token = TOKEN;
    expect((await fixture.failure()).message).toBe(
      `${REPO} does not exist or is private: check LINACODEC_MODEL, or set HF_TOKEN to a token that may read it`,
    );
  });
});
