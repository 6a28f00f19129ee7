import { HubError } from './hub-error.ts';

/** What a request was about, for the words of an error. */
export interface Subject {
  repo: string;
  revision: string;
  /** Path in the repository; absent when it is about the whole of it. */
  file?: string;
}

/** Statuses that pass: the hub asks for patience or has trouble of its own. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429]);
/** The hub's own are short words. */
const MAX_REASON_CHARS = 64;

/** A status that is no success as an error that says what to do. The hub tells its reasons apart in `X-Error-Code`. */
export function refusal(subject: Subject, status: number, reason: string | null): HubError {
  const cause = { status, reason: reason?.slice(0, MAX_REASON_CHARS) };
  if (status === 401 || status === 403) return new HubError('hub_denied', denial(subject, status, reason), { cause });
  if (status === 404) return new HubError('hub_not_found', absence(subject, reason), { cause });
  const retryable = status >= 500 || TRANSIENT.has(status);
  const advice = retryable ? 'try again later' : 'check HF_ENDPOINT';
  return new HubError('hub_unreachable', `the hub answered ${status} for ${named(subject)}; ${advice}`, {
    cause,
    retryable,
  });
}

/** A file that a repository does not have. */
export function noSuchFile({ repo, revision }: Subject, file: string): HubError {
  const message = `${repo} has no ${file} at ${revision}; check that LINACODEC_MODEL names a LinaCodec repository`;
  return new HubError('hub_not_found', message);
}

/** To a stranger the hub denies that a private repository exists. */
function denial({ repo }: Subject, status: number, reason: string | null): string {
  if (reason === 'GatedRepo') {
    return `${repo} is open to those who accept its terms: accept them on its page, then set HF_TOKEN to your token`;
  }
  if (reason === 'RepoNotFound') {
    return `${repo} does not exist or is private: check LINACODEC_MODEL, or set HF_TOKEN to a token that may read it`;
  }
  return `the hub answered ${status} for ${repo}: set HF_TOKEN to a valid token that may read it`;
}

function absence(subject: Subject, reason: string | null): string {
  const { repo, revision, file } = subject;
  if (reason === 'RevisionNotFound') {
    return `${repo} has no revision ${revision}; LINACODEC_MODEL takes a branch, tag or commit after the @`;
  }
  if (reason === 'EntryNotFound' && file !== undefined) return noSuchFile(subject, file).message;
  return `there is no ${named(subject)} on the hub; check LINACODEC_MODEL (owner/name or owner/name@revision)`;
}

function named({ repo, revision, file }: Subject): string {
  return `${file === undefined ? '' : `${file} of `}${repo}@${revision}`;
}
