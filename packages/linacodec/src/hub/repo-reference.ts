/** A model of the Hugging Face hub at a point of its history. */
export interface RepoReference {
  /** `owner/name`. */
  repo: string;
  /** Branch, tag or commit hash; `main` where the text named none. */
  revision: string;
}

/** What the hub itself takes for `owner/name`. */
const MAX_REPO_CHARS = 96;
/** Git takes longer ones, but a file system must hold it as a file name next to a suffix. */
const MAX_REVISION_CHARS = 200;

/** Letters, digits, `_`, `-` and `.`, with no dot or dash at either end and no `--` or `..` inside. */
const NAME = /^(?!.*(?:--|\.\.))[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?$/;
/** One part of a git ref between slashes; it never starts with a dot or a dash. */
const REF_PART = /^[A-Za-z0-9_][\w.+-]*$/;
/** First words of an address on the hub, never an owner: these lead to something that is no model. */
const NO_OWNER = /^(?:models?|datasets?|spaces?|buckets?|kernels?)$/;

/**
 * Reads `owner/name` or `owner/name@revision`. Undefined for anything else, such as a path: whatever comes back is safe
 * as part of a URL and of a file name.
 */
export function parseRepo(text: string): RepoReference | undefined {
  const [repo = '', revision = 'main', ...more] = text.split('@');
  return more.length === 0 && isRepo(repo) && isRevision(revision) ? { repo, revision } : undefined;
}

/** True for a full commit hash: what it names never changes. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

function isRepo(repo: string): boolean {
  const [owner = '', name = '', ...more] = repo.split('/');
  if (more.length > 0 || repo.length > MAX_REPO_CHARS || NO_OWNER.test(owner) || name.endsWith('.git')) return false;
  return NAME.test(owner) && NAME.test(name);
}

function isRevision(revision: string): boolean {
  if (revision.length > MAX_REVISION_CHARS || revision.includes('..')) return false;
  return revision.split('/').every((part) => REF_PART.test(part) && !/(?:\.|\.lock)$/.test(part));
}
