import { createHash } from 'node:crypto';

/** What the hub does wrong; each test sets what it is about. */
export interface Faults {
  /** Any question is answered so. */
  api?: { status: number; reason?: string };
  /** Any file is answered so. */
  resolve?: { status: number; reason?: string };
  /** What the API sends instead of the right JSON. */
  apiBody?: string;
  /** Takes questions and never answers. */
  silent?: boolean;
  /** Declared bytes of a file that are not its real ones. */
  declared?: Record<string, number>;
  /** Files that the API does not list. */
  unlisted?: string[];
  /** Files that the API lists and nobody has. */
  lost?: string[];
  /** Successive transfers of weights send so many bytes of body, then nothing until they are cut; 0: cut at once. */
  pauseAfter?: number[];
  /** Ranges are ignored: 200 and the whole file. */
  noRange?: boolean;
  /** Added to the first byte that a Content-Range names. */
  rangeShift?: number;
  /** Every transfer has one wrong byte at its end. */
  damage?: boolean;
  /** Bytes that follow each body though nobody declared them. */
  extraBytes?: number;
  /** The commit that files claim to be of. */
  fileCommit?: string;
}

/** What the hub holds. */
export interface FakeRepo {
  repo: string;
  /** Branch or tag -> commit. */
  refs: Record<string, string>;
  /** Path -> content, the same at every commit. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Wanted of everyone who asks; the repository does not exist for others. */
  token?: string;
}

/** What a client sent, as far as the hub looks at it. */
export interface Asked {
  /** Without the query. */
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

/** What the hub sends back. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

const PLACE = /^(?:\/api\/models)?\/([^/]+\/[^/]+)\/(revision|paths-info|resolve)\/([^/]+)(?:\/(.+))?$/;

/** The reply of the hub itself; content that Git LFS keeps is a redirect to the other host. */
export function hubReply(repo: FakeRepo, faults: Faults, asked: Asked, cdnUrl: string): Reply {
  const fault = asked.path.startsWith('/api/') ? faults.api : faults.resolve;
  if (fault) return refused(fault.status, fault.reason);
  if (repo.token && asked.authorization !== `Bearer ${repo.token}`) return refused(401, 'RepoNotFound');
  const [, name, action, ref = '', file = ''] = PLACE.exec(asked.path) ?? [];
  if (name !== repo.repo) return refused(404, 'RepoNotFound');
  const revision = decodeURIComponent(ref);
  const commit = repo.refs[revision] ?? Object.values(repo.refs).find((hash) => hash === revision);
  if (commit === undefined) return refused(404, 'RevisionNotFound');
  if (action === 'revision') return json(faults.apiBody ?? JSON.stringify({ id: repo.repo, sha: commit }));
  if (action === 'paths-info') return json(faults.apiBody ?? JSON.stringify(listing(repo, faults)));
  const bytes = repo.files.get(file);
  if (bytes === undefined || faults.lost?.includes(file)) return refused(404, 'EntryNotFound');
  const origin = { 'x-repo-commit': faults.fileCommit ?? commit };
  if (!isLfs(file)) return fileReply(bytes, faults, asked.range, { ...origin, etag: `"${etagOf(file, bytes)}"` });
  const linked = { 'x-linked-etag': `"${etagOf(file, bytes)}"`, 'x-linked-size': `${bytes.length}` };
  const location = `${cdnUrl}/${encodeURIComponent(file)}`;
  return { status: 302, headers: { ...origin, ...linked, location }, body: new Uint8Array() };
}

/** The reply of the host that holds large content; its ETag is its own. */
export function cdnReply(repo: FakeRepo, faults: Faults, asked: Asked): Reply {
  const bytes = repo.files.get(decodeURIComponent(asked.path.slice(1)));
  return bytes ? fileReply(bytes, faults, asked.range, { etag: '"of-another-kind"' }) : refused(403);
}

/** True for what the hub keeps in LFS. */
export function isLfs(path: string): boolean {
  return /\.(?:bin|safetensors)$/.test(path);
}

/** The hash by which the hub and the cache name a content. */
export function etagOf(path: string, bytes: Uint8Array): string {
  if (isLfs(path)) return createHash('sha256').update(bytes).digest('hex');
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function refused(status: number, reason?: string): Reply {
  return { ...json('{"error":"no"}'), status, headers: reason ? { 'x-error-code': reason } : {} };
}

function json(text: string): Reply {
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: new TextEncoder().encode(text) };
}

function listing(repo: FakeRepo, faults: Faults): unknown[] {
  const listed = [...repo.files].filter(([path]) => !faults.unlisted?.includes(path));
  return listed.map(([path, bytes]) => {
    const size = faults.declared?.[path] ?? bytes.length;
    const entry = { type: 'file', path, size, oid: etagOf(path, bytes) };
    if (!isLfs(path)) return entry;
    return { ...entry, oid: '0'.repeat(40), lfs: { oid: entry.oid, size, pointerSize: 134 } };
  });
}

function fileReply(
  whole: Uint8Array,
  faults: Faults,
  range: string | undefined,
  headers: Record<string, string>,
): Reply {
  const asked = faults.noRange ? undefined : /^bytes=(\d+)-$/.exec(range ?? '')?.[1];
  const start = Number(asked ?? 0);
  const body = new Uint8Array(whole.length - start + (faults.extraBytes ?? 0));
  body.set(whole.subarray(start));
  if (faults.damage) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
  if (asked === undefined) return { status: 200, headers, body };
  const contentRange = `bytes ${start + (faults.rangeShift ?? 0)}-${whole.length - 1}/${whole.length}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body };
}
