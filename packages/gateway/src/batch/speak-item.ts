import { Problem } from '@voxlane/schema';
import type { Speech, SpeechContext } from '@voxlane/speech';
import type { ClipMemory } from '../clip/clip-memory.ts';
import { readClip } from '../clip/read-clip.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { lookForKept } from '../routes/look-for-kept.ts';
import { openEncoder } from '../routes/open-encoder.ts';
import type { ItemOrder, SpokenItem } from './batch-item.ts';
import { roomForClip } from './room-for-clip.ts';
import { type Slots, WorkTime } from './work-time.ts';

/** What an item may take. */
export interface ItemBounds {
  /** Milliseconds at work; setting ITEM_TIMEOUT_MS. */
  itemMs: number;
  /** Bytes of its clip, encoded; setting BATCH_ITEM_MAX_BYTES. */
  maxBytes: number;
  memory: ClipMemory;
}

/** The world around one item. */
export interface ItemWorld {
  deps: Pick<GatewayDeps, 'startSpeech' | 'speechCache' | 'encoders' | 'clock'>;
  context: SpeechContext & { upstreamLimits: Slots };
  bounds: ItemBounds;
  /** `Cache-Control` of the batch. */
  cacheControl: string | undefined;
}

/**
 * Speaks one item to its end and holds its clip, once there is room for it. Waiting for that is no time at work.
 * @throws Problem of the speech; `item_timeout`, `clip_too_large`, or `overloaded` when clips fill the memory. Whatever
 * was at work for it is then stopped.
 */
export async function speakItem(order: ItemOrder, world: ItemWorld): Promise<SpokenItem> {
  const { context, bounds, deps } = world;
  const leaveRoom = await roomForClip(order, bounds, deps.clock, context.signal);
  try {
    return await spokenInTime(order, world);
  } finally {
    leaveRoom();
  }
}

async function spokenInTime(order: ItemOrder, world: ItemWorld): Promise<SpokenItem> {
  const { context, bounds, deps } = world;
  const late = new AbortController();
  const time = new WorkTime(deps.clock, bounds.itemMs, () => late.abort(tookTooLong(bounds.itemMs)));
  const signal = AbortSignal.any([context.signal, late.signal]);
  const upstreamLimits = time.watched(context.upstreamLimits);
  try {
    return await clipOf(order, { ...world, context: { ...context, signal, upstreamLimits } });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    time.end();
  }
}

async function clipOf(order: ItemOrder, world: ItemWorld): Promise<SpokenItem> {
  const { format, sampleRate } = order;
  const open = openEncoder(world.deps.encoders, format);
  // Before a GPU is woken, where the rate is known.
  let encoder = sampleRate === undefined ? undefined : await open(sampleRate);
  let speech: Speech | undefined;
  try {
    speech = await begin(order, world);
    encoder ??= await open(speech.sampleRate);
    const { outcome, clip } = await readClip(speech, encoder, world.bounds);
    if (outcome === 'whole') {
      return {
        format,
        sampleRate: speech.sampleRate,
        clip,
        characters: order.text.length,
        samples: speech.report.samples,
      };
    }
    clip.release();
    throw outcome === 'too large' ? tooLarge(world.bounds.maxBytes) : noRoom();
  } catch (error) {
    await speech?.audio.return();
    throw error;
  } finally {
    encoder?.free?.();
  }
}

async function begin(order: ItemOrder, { deps, context, cacheControl }: ItemWorld): Promise<Speech> {
  const kept = await lookForKept(deps, order, context, cacheControl);
  try {
    return await (kept === undefined ? deps.startSpeech(order, context) : kept.start());
  } finally {
    kept?.leave();
  }
}

function tookTooLong(ms: number): Problem {
  return new Problem('item_timeout', `The item was at work for longer than ${ms} ms (ITEM_TIMEOUT_MS)`);
}

function tooLarge(bytes: number): Problem {
  const message = `The clip is larger than ${bytes} bytes (BATCH_ITEM_MAX_BYTES); ask for less text, or have it streamed`;
  return new Problem('clip_too_large', message);
}

function noRoom(): Problem {
  return new Problem('overloaded', 'There is no room for the clip beside those of others; try again later');
}
