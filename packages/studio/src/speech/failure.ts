/** Something that went wrong, in words for the person in front of the page. */
export interface Failure {
  /** What happened. */
  title: string;
  /** What the API said of it, where that tells more. */
  detail?: string | undefined;
  /** What to do. */
  advice: string;
  /** What a button can do about it. */
  action?: 'retry' | 'key' | undefined;
}

type Advice = Omit<Failure, 'detail'>;

const TRY_AGAIN = 'retry';

/** By the codes of the API, and a few of this page's own. */
const ADVICE: Readonly<Record<string, Advice>> = {
  unauthorized: { title: 'A key is needed here', advice: 'Enter your API key, then try again.', action: 'key' },
  rate_limited: { title: 'Too many requests', advice: 'Wait a moment, then try again.', action: TRY_AGAIN },
  upstream_rate_limited: { title: 'The GPUs are busy', advice: 'Wait a moment, then try again.', action: TRY_AGAIN },
  overloaded: { title: 'Everything is busy', advice: 'Others are being served. Try again soon.', action: TRY_AGAIN },
  cold_start_timeout: {
    title: 'The GPU did not wake up in time',
    advice: 'It may be awake by now: try again.',
    action: TRY_AGAIN,
  },
  first_audio_timeout: { title: 'The first words did not come', advice: 'Try again.', action: TRY_AGAIN },
  connect_timeout: { title: 'The GPU did not answer', advice: 'Try again.', action: TRY_AGAIN },
  chunk_timeout: { title: 'The speech stopped half-way', advice: 'Try again.', action: TRY_AGAIN },
  unknown_voice: { title: 'This service has no such voice', advice: 'Choose another voice.' },
  unknown_language: { title: 'This service does not speak that language', advice: 'Choose another language.' },
  text_too_long: { title: 'The text is too long', advice: 'Shorten it, or speak it in parts.' },
  body_too_large: { title: 'The text is too long', advice: 'Shorten it, or speak it in parts.' },
  service_mismatch: { title: 'This address speaks for another service', advice: 'Choose the service it is for.' },
  not_configured: {
    title: 'This service is not set up',
    advice: 'Choose another service, or set an endpoint for it (docs/operations.md says how).',
  },
  network: {
    title: 'No connection to the server',
    advice: 'Check that it is running and that you are online, then try again.',
    action: TRY_AGAIN,
  },
  playback: {
    title: 'This browser could not play the sound',
    advice: 'Check its sound settings, then try again.',
    action: TRY_AGAIN,
  },
};

const INVALID: Advice = { title: 'The request was refused', advice: 'Change what is named, then try again.' };
const UPSTREAM: Advice = { title: 'The speech could not be made', advice: 'Try again.', action: TRY_AGAIN };
const UNKNOWN: Advice = {
  title: 'Something went wrong',
  advice: 'Try again; the log of the server may know more.',
  action: TRY_AGAIN,
};

/** What to tell of an error: the API's, the player's, or one that nobody foresaw. */
export function failureOf(error: unknown): Failure {
  const { code, status, message, retryAfterS } = (error ?? {}) as Record<string, unknown>;
  const advice = adviceOf(code, status);
  const wait = typeof retryAfterS === 'number' && retryAfterS > 0 ? ` (in ${Math.ceil(retryAfterS)} s)` : '';
  return {
    ...advice,
    advice: advice.action === TRY_AGAIN ? advice.advice.replace(/\.$/, `${wait}.`) : advice.advice,
    ...(typeof message === 'string' && message !== '' && { detail: message }),
  };
}

function adviceOf(code: unknown, status: unknown): Advice {
  if (typeof code === 'string' && Object.hasOwn(ADVICE, code)) return ADVICE[code] ?? UNKNOWN;
  if (typeof code === 'string' && code.startsWith('upstream_')) return UPSTREAM;
  if (status === 401) return ADVICE.unauthorized ?? UNKNOWN;
  return typeof status === 'number' && status >= 400 && status < 500 ? INVALID : UNKNOWN;
}
