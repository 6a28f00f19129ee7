import { ApiError } from './api-error.ts';

/** Most characters of a message that are shown. */
const MAX_MESSAGE = 400;

type Fields = Readonly<Record<string, unknown>>;

/** An answer other than 2xx as an error, in whichever of the API's three shapes it came, or in none. Never throws. */
export async function readApiError(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => undefined);
  const { status } = response;
  const { message, code } = factsOf(fieldsOf(body));
  return new ApiError((message ?? `The server answered with status ${status}.`).slice(0, MAX_MESSAGE), {
    status,
    code: code ?? `http_${status}`,
    retryAfterS: secondsOf(response.headers.get('retry-after')),
  });
}

/** Sentence and code of an error body: the lane's, OpenAI's or that of the Qwen routes. */
function factsOf({ error, message, detail, code }: Fields): {
  message?: string | undefined;
  code?: string | undefined;
} {
  if (error === 'Streaming is disabled') return { message: textOf(message) ?? error, code: 'streaming_disabled' };
  const nested = fieldsOf(error);
  const first = Array.isArray(detail) ? fieldsOf(detail[0]).msg : detail;
  return {
    message: textOf(error) ?? textOf(nested.message) ?? textOf(first),
    code: textOf(code) ?? textOf(nested.code),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
