import { type OpenaiSpeechRequest, openaiSpeechRequest, parseOrProblem } from '@voxlane/schema';
import type { DeliveredOrder, OrderReader } from '../routes/speech-stream.ts';
import { askedHost } from './asked-host.ts';
import { checkLength } from './check-length.ts';
import { chooseService } from './choose-service.ts';
import { openaiOrder, openaiPcmType } from './openai-order.ts';
import { readJsonObject } from './read-json-object.ts';

/** Most of a clip that is read before it is answered, in bytes: no longer a wait than a client takes for one of ours. */
const MAX_WHOLE_BYTES = 3 * 1_048_576;

/** What a request to `POST /v1/audio/speech` asks for. */
export const readOpenaiOrder: OrderReader = async (request, config, { clock, signal }) => {
  const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
  const body = await readJsonObject(request, bounds, '{"input":"Hello"}');
  const service = chooseService(body, askedHost(request), config);
  const parsed = parseOrProblem(openaiSpeechRequest, body, 'request body');
  checkLength('input', parsed.input, config.maxInputCharacters);
  return { service, ...orderOf(parsed) };
};

function orderOf(request: OpenaiSpeechRequest): Omit<DeliveredOrder, 'service'> {
  const { stream, stream_format } = request;
  const order = openaiOrder(request, 'mp3');
  return {
    ...order,
    sse: stream_format === 'sse',
    dialect: 'openai',
    ...(stream === false ? { wholeUpTo: MAX_WHOLE_BYTES } : {}),
    pcmType: openaiPcmType(order.sampleRate),
  };
}
