import { parseOrProblem, ttsBatch } from '@voxlane/schema';
import { askedHost } from './asked-host.ts';
import { type BatchReader, readItem } from './batch-reader.ts';
import { checkLength } from './check-length.ts';
import { readJsonObject } from './read-json-object.ts';
import { ttsOrder, ttsService } from './tts-order.ts';

/** The items of a request to `POST /tts/batch`. */
export const readTtsBatch: BatchReader = async (request, config, { clock, signal }) => {
  const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
  const body = await readJsonObject(request, bounds, '{"requests":[{"text":"Hello"}]}');
  const { requests } = parseOrProblem(ttsBatch, body, 'request body');
  for (const [i, { text }] of requests.entries()) checkLength(`requests.${i}.text`, text, config.maxTextCharacters);
  const host = askedHost(request);
  return requests.map((item) =>
    readItem(() => ({ ...ttsOrder(item, ttsService(item, host, config), config), format: 'wav' })),
  );
};
