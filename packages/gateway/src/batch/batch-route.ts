import { Problem } from '@voxlane/schema';
import { type BodyEnd, pullBody, type SpeechContext, type SpeechReport } from '@voxlane/speech';
import type { Context, Handler } from 'hono';
import type { GatewayEnv } from '../gateway-env.ts';
import { batchRecord, noteResult } from '../log/batch-record.ts';
import { type BatchReader, isOrder, type ReadItem } from '../request/batch-reader.ts';
import { preferredType } from '../request/preferred-type.ts';
import { knownServices } from '../routes/known-services.ts';
import { listenerLeft, listenerOf } from '../routes/listener.ts';
import type { SharedState } from '../routes/shared-state.ts';
import { type SpeechRouteParts, speechContext } from '../routes/speech-context.ts';
import { Batch } from './batch.ts';
import { batchEvents } from './batch-events.ts';
import { batchJson } from './batch-json.ts';
import type { BatchStyle } from './batch-style.ts';
import { checkItems } from './check-items.ts';
import { speakItem } from './speak-item.ts';

/** How batches are worked off. */
export interface BatchSettings {
  /** Items of one batch at work at once; setting BATCH_AT_ONCE. */
  atOnce: number;
  /** Bytes of the clip of an item; setting BATCH_ITEM_MAX_BYTES. */
  itemMaxBytes: number;
}

/** What a batch route is made of. */
export interface BatchRouteParts extends SpeechRouteParts {
  settings: BatchSettings;
  read: BatchReader;
  /** The shape of the answer to the request with this id. */
  styleOf: (requestId: string) => BatchStyle;
}

const JSON_TYPE = 'application/json';
const EVENTS_TYPE = 'text/event-stream';

/**
 * A route that speaks up to ten items of one request. The answer leaves at once and grows with the results, in their
 * order; or, where events are asked for, has one as each item ends.
 */
export function batchRoute(parts: BatchRouteParts): Handler<GatewayEnv> {
  const { deps, config, shared, read, styleOf } = parts;
  return async (c) => {
    const listener = listenerOf(c.req.raw);
    const given = await read(c.req.raw, config, { clock: deps.clock, signal: listener.signal });
    const services = await knownServices(
      config.services,
      given.filter(isOrder).map(({ service }) => service),
      shared.catalog,
    );
    const items = checkItems(given, services, deps);
    const asEvents = preferredType(c.req.header('accept') ?? '', [JSON_TYPE, EVENTS_TYPE]) === EVENTS_TYPE;
    const context = speechContext(c, parts, { services, signal: listener.signal, patient: true });
    const batch = beginBatch(c, parts, items, context, asEvents ? 'ended' : 'asked');
    const style = styleOf(c.get('requestId'));
    const source = (asEvents ? batchEvents : batchJson)(batch, style, deps.clock);
    const headers = {
      'Content-Type': asEvents ? `${EVENTS_TYPE}; charset=utf-8` : JSON_TYPE,
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    };
    return new Response(grownBody(c, source, listener), { headers });
  };
}

function beginBatch(
  c: Context<GatewayEnv>,
  parts: BatchRouteParts,
  items: readonly ReadItem[],
  known: SpeechContext & Pick<SharedState, 'upstreamLimits'>,
  order: 'asked' | 'ended',
): Batch {
  const { deps, config, shared, settings } = parts;
  const record = c.get('record');
  const noted = batchRecord(items);
  record.begun = true;
  record.batch = noted;
  const context = { ...known, onReport: (report: SpeechReport) => void noted.reports.push(report) };
  const bounds = { itemMs: config.limits.clipMs, maxBytes: settings.itemMaxBytes, memory: shared.clipMemory };
  const world = { deps, context, bounds, cacheControl: c.req.header('cache-control') };
  return new Batch({
    items: items.length,
    atOnce: settings.atOnce,
    order,
    signal: context.signal,
    speak: async (index) => {
      const item = items[index];
      if (item === undefined || item instanceof Problem) throw item;
      return await speakItem(item, world);
    },
    onResult: (result) => noteResult(noted, result),
  });
}

/** The body of the answer; once it is over, whatever ended it, nothing of the batch goes on. */
function grownBody(
  c: Context<GatewayEnv>,
  source: AsyncGenerator<Uint8Array, void, undefined>,
  listener: AbortController,
): ReadableStream<Uint8Array> {
  const ended = Promise.withResolvers<BodyEnd>();
  c.get('record').ended = ended.promise;
  return pullBody(source, (bytes) => bytes, {
    signal: listener.signal,
    defer: (work) => c.executionCtx.waitUntil(work),
    onEnd: (end) => {
      if (end.outcome !== 'done') listener.abort(listenerLeft());
      ended.resolve(end);
    },
  });
}
