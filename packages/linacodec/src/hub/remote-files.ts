import { modelInfo, pathsInfo } from '@huggingface/hub';
import { z } from 'zod';
import { HubError } from './hub-error.ts';
import { askingFetch, type Hub } from './hub-request.ts';
import { MODEL_FILES } from './model-files.ts';
import { noSuchFile } from './refusal.ts';
import { isCommit } from './repo-reference.ts';

/** A file as the hub declares it. */
export interface RemoteFile {
  path: string;
  /** In bytes. */
  size: number;
  /** Name of its content, and hash of it: sha256 of what Git LFS keeps, Git's blob id of what Git keeps itself. */
  etag: string;
  hash: 'sha256' | 'git';
  /** Where its bytes are; leads through redirects. */
  url: string;
}

const size = z.int().positive();

/** A listed file; the size of a pointer to LFS content stands beside that of the content. */
const ListedFile = z.object({
  path: z.string(),
  size,
  oid: z.string().regex(/^[0-9a-f]{40}$/),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size }).optional(),
});

/** Asks which commit a branch, tag or commit hash is. Throws a HubError. */
export async function resolveCommit(hub: Hub, repo: string, revision: string): Promise<string> {
  const fetch = askingFetch(hub, { repo, revision });
  const info = await understood(hub, () =>
    modelInfo({ name: repo, revision, hubUrl: hub.endpoint, fetch, additionalFields: ['sha'] }),
  );
  if (isCommit(info.sha) && (!isCommit(revision) || info.sha === revision)) return info.sha;
  throw notAHub(hub, { sha: info.sha });
}

/**
 * Asks for the model's files of a commit, and holds their declared sizes against the limits. Throws a HubError when one
 * is missing, too large or empty.
 */
export async function describeFiles(hub: Hub, repo: string, commit: string): Promise<RemoteFile[]> {
  const subject = { repo, revision: commit };
  const paths = MODEL_FILES.map(({ path }) => path);
  const listed = await understood(hub, async () => {
    const fetch = askingFetch(hub, subject);
    const target = { repo: { type: 'model', name: repo } as const, revision: commit, hubUrl: hub.endpoint };
    return z.array(ListedFile).parse(await pathsInfo({ ...target, paths, fetch }));
  });
  return MODEL_FILES.map(({ path, maxBytes }) => {
    const file = listed.find((one) => one.path === path);
    if (file === undefined) throw noSuchFile(subject, path);
    const bytes = file.lfs?.size ?? file.size;
    if (bytes > maxBytes) {
      throw new HubError('hub_bad_file', `${path} of ${repo} has ${bytes} bytes; at most ${maxBytes} are taken`);
    }
    const url = `${hub.endpoint}/${repo}/resolve/${commit}/${path}`;
    return { path, size: bytes, etag: file.lfs?.oid ?? file.oid, hash: file.lfs ? 'sha256' : 'git', url };
  });
}

/** Turns whatever the library or a schema throws over an answer into a HubError. */
async function understood<T>(hub: Hub, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw cause instanceof HubError ? cause : notAHub(hub, cause);
  }
}

function notAHub(hub: Hub, cause: unknown): HubError {
  const message = `${hub.endpoint} does not answer as a Hugging Face hub does; check HF_ENDPOINT and the proxy`;
  return new HubError('hub_unreachable', message, { cause, retryable: false });
}
