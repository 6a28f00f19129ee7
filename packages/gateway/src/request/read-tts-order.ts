import { parseOrProblem, ttsRequest } from '@voxlane/schema';
import type { DeliveredOrder, OrderReader } from '../routes/speech-stream.ts';
import { askedHost } from './asked-host.ts';
import { checkLength } from './check-length.ts';
import { readJsonObject } from './read-json-object.ts';
import { ttsOrder, ttsService } from './tts-order.ts';

/** Bytes of each piece of `POST /tts/stream`, by its contract. */
const PIECE_BYTES = 8_192;

/**
 * Most of a clip of `POST /tts` that is read before it is answered, in bytes: close to six minutes at 24 kHz. A longer one,
 * or one for which there is no room beside those of others, is streamed after all.
 */
const MAX_WHOLE_BYTES = 16 * 1_048_576;

/** What a request to `POST /tts/stream` asks for. */
export const readTtsStream: OrderReader = reader({ wavPieces: PIECE_BYTES });

/** What a request to `POST /tts` asks for. */
export const readTtsClip: OrderReader = reader({ wholeUpTo: MAX_WHOLE_BYTES });

function reader(delivery: Pick<DeliveredOrder, 'wavPieces' | 'wholeUpTo'>): OrderReader {
  return async (request, config, { clock, signal }) => {
    const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
    const body = await readJsonObject(request, bounds);
    const service = ttsService(body, askedHost(request), config);
    const parsed = parseOrProblem(ttsRequest, body, 'request body');
    checkLength('text', parsed.text, config.maxTextCharacters);
    return { ...ttsOrder(parsed, service, config), format: 'wav', sse: false, ...delivery };
  };
}
