import type { Operation } from '../faults/http-fault.ts';
import type { Endpoint } from '../job/endpoint.ts';
import type { Platform } from '../platform.ts';
import { ReadError } from '../reader.ts';
import { QWEN_LANGUAGES, QWEN_SPEAKERS } from '../speech/qwen-order.ts';
import { detailReply, invalidReply } from './plain-replies.ts';
import { plainTts } from './plain-tts.ts';
import { BodyError } from './read-json-body.ts';
import { json } from './replies.ts';
import { spoil } from './spoil.ts';

/** How ids of plain backends may end; the path goes without it, so that one name serves both kinds of Qwen. */
const SUFFIX = '-http';

/** What can be asked with GET. */
const QUESTIONS: Readonly<Record<string, (endpoint: Endpoint) => Response>> = {
  speakers: () => json({ speakers: QWEN_SPEAKERS }),
  languages: () => json({ languages: QWEN_LANGUAGES }),
  health,
};

/** The path under which a plain backend answers. */
export function plainPath(endpointId: string): string {
  return `/plain/${endpointId.endsWith(SUFFIX) ? endpointId.slice(0, -SUFFIX.length) : endpointId}`;
}

/**
 * Answers `/plain/{name}/{tts | speakers | languages | health}`, a Qwen server without RunPod around it and without
 * keys; `path` is what follows `/plain`. Rejects with a ConnectionReset where its worker dies.
 */
export async function plainApi(
  platform: Platform,
  path: readonly string[],
  request: Request,
  url: URL,
): Promise<Response> {
  const [name = '', op = '', ...rest] = path;
  const endpoint = [`${name}${SUFFIX}`, name].map((id) => platform.endpoints.get(id)).find(isPlain);
  const call = callOf(op);
  if (endpoint === undefined || rest.length > 0 || call === undefined) return detailReply(404, 'Not Found');
  if (request.method !== call.method) return detailReply(405, 'Method Not Allowed', { allow: call.method });
  try {
    return await call.answer(platform, endpoint, request, url);
  } catch (error) {
    if (error instanceof BodyError) return invalidReply(error.message, 'json_invalid');
    if (error instanceof ReadError) return detailReply(400, error.message);
    throw error;
  }
}

function isPlain(endpoint: Endpoint | undefined): endpoint is Endpoint {
  return endpoint?.config.kind === 'plain';
}

/** The call behind the last part of the path, if there is any. */
function callOf(op: string): { method: string; answer: typeof plainTts } | undefined {
  if (op === 'tts') return { method: 'POST', answer: plainTts };
  const question = Object.hasOwn(QUESTIONS, op) ? QUESTIONS[op] : undefined;
  if (question === undefined) return undefined;
  return {
    method: 'GET',
    answer: (platform, endpoint, { signal }) => {
      const met = platform.rules.meetCall(endpoint.id);
      const fault = met?.counter.next(met.faults.http, op as Operation);
      return spoil(fault, signal, async () => question(endpoint), detailReply);
    },
  };
}

/** 503 when no worker can ever come up; a model that is not loaded yet is loaded by the first text. */
function health(endpoint: Endpoint): Response {
  if (endpoint.config.workers === 0) return detailReply(503, 'The model cannot be loaded');
  const { ready, running } = endpoint.workerCounts();
  return json({ status: 'healthy', model_loaded: ready + running > 0 });
}
