import { parseOrProblem, type SpeechBatch, type SpeechBatchItem, speechBatch } from '@voxlane/schema';
import { askedHost } from './asked-host.ts';
import { type BatchReader, readItem } from './batch-reader.ts';
import { checkLength } from './check-length.ts';
import { chooseService } from './choose-service.ts';
import { openaiOrder } from './openai-order.ts';
import { readJsonObject } from './read-json-object.ts';

/** The items of a request to `POST /v1/audio/speech/batch`, each with what stands beside the list for all of them. */
export const readSpeechBatch: BatchReader = async (request, config, { clock, signal }) => {
  const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
  const body = await readJsonObject(request, bounds, '{"items":[{"input":"Hello"}]}');
  const batch = parseOrProblem(speechBatch, { ...body, items: body.items ?? body.requests }, 'request body');
  for (const [i, { input }] of batch.items.entries()) checkLength(`items.${i}.input`, input, config.maxInputCharacters);
  const host = askedHost(request);
  return withDefaults(batch).map((item) =>
    readItem(() => ({ service: chooseService(item, host, config), ...openaiOrder(item, 'wav') })),
  );
};

/** A field that is null in an item has been said: that it has nothing of it. */
function withDefaults({ items, ...defaults }: SpeechBatch): SpeechBatchItem[] {
  return items.map((item) => ({ ...defaults, ...item }));
}
