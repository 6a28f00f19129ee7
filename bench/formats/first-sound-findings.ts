import type { JobRecord } from '@voxlane/emulator';
import type { Figure, Findings } from '../benches/bench.ts';
import { spokenChunks } from '../figures/spoken-chunks.ts';
import { spreadOf } from '../figures/spread.ts';
import { countFailedSounds } from './count-failed-sounds.ts';
import { firstPlayableMs } from './first-playable.ts';
import { heldBackMs } from './held-back.ts';
import { RAW, SAMPLE_RATE } from './known-formats.ts';
import type { HeardSound } from './listen-to-format.ts';

const MADE_BYTES_PER_SECOND = 2 * SAMPLE_RATE;
/** A format may begin to sound this much later than raw samples, in milliseconds of audio. */
const TARGET_MS = 250;

/** When each format could first be played, and how much it held back. @param heards by the formats' names. */
export function firstSoundFindings(
  heards: ReadonlyMap<string, readonly HeardSound[]>,
  jobs: readonly JobRecord[],
): Findings {
  const chunksOf = ({ text }: HeardSound) => spokenChunks(text, jobs).flat();
  const measured = [...heards].map(([name, all]) => {
    const first = all.flatMap((heard) => firstPlayableMs(chunksOf(heard), heard.arrivals) ?? []);
    const held = all.map((heard) => heldBackMs(chunksOf(heard), heard.arrivals, MADE_BYTES_PER_SECOND));
    const firstHeld = spreadOf(held.flatMap((one) => one.slice(0, 1)));
    return { name, first: spreadOf(first), firstHeld, held: spreadOf(held.flat()) };
  });
  const raw = measured.find(({ name }) => name === RAW.name)?.first.p50 ?? Number.NaN;
  const figures = measured.flatMap(({ name, first, firstHeld, held }): Figure[] => [
    name === RAW.name
      ? { what: `${name}, first sample after RunPod had it, p50`, value: first.p50, unit: 'ms' }
      : {
          what: `${name}, first audio that decodes after raw PCM's, p50`,
          value: first.p50 - raw,
          unit: 'ms',
          target: TARGET_MS,
          headline: true,
        },
    { what: `${name}, audio held back of the first chunk, p50`, value: firstHeld.p50, unit: 'ms', target: TARGET_MS },
    { what: `${name}, audio ever held back, most`, value: held.max, unit: 'ms', target: TARGET_MS },
  ]);
  const failed = countFailedSounds([...heards.values()].flat(), jobs, MADE_BYTES_PER_SECOND);
  const spreads = measured.flatMap(({ name, first, held }) => [
    [`${name}, first audio`, first] as const,
    [`${name}, held back`, held] as const,
  ]);
  return {
    figures: [...figures, { what: 'formats: failed listeners', value: failed, unit: 'times', target: 0 }],
    spreads: Object.fromEntries(spreads),
  };
}
