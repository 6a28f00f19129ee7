import type { CliSystem } from './cli-system.ts';
import type { DecoderInfo } from './decoder-port.ts';
import { FIRST_AUDIO_MS, measureExact, measureFirstAudio, type Speed } from './measure-speed.ts';
import { textTable } from './text-table.ts';
import { type ModelOptions, withDecoder } from './with-decoder.ts';
import { writeText } from './write-text.ts';

export interface BenchOptions extends ModelOptions {
  /** How often each figure is measured; the median is shown. */
  runs: number;
  json?: boolean;
}

/** A sentence, a paragraph, and what shows how the cost grows with the length. */
const LENGTHS_SECONDS = [2, 10, 30];
/** The first decode also sets up what later ones use, so it is not measured. */
const WARM_UP_SECONDS = 1;

interface Bench {
  exact: Speed[];
  firstAudioMs: number;
}

/** Measures decoding of whole utterances, and the wait for the first sound of a stream. */
export async function benchCommand({ runs, json, ...model }: BenchOptions, system: CliSystem): Promise<void> {
  const text = await withDecoder(model, system, async (decoder, progress) => {
    const steps = LENGTHS_SECONDS.length + 1;
    const exact: Speed[] = [];
    progress.report(0, 'measuring');
    await measureExact(decoder, WARM_UP_SECONDS, 1, system);
    for (const seconds of LENGTHS_SECONDS) {
      exact.push(await measureExact(decoder, seconds, runs, system));
      progress.report(exact.length / steps, 'measuring');
    }
    const bench = { exact, firstAudioMs: await measureFirstAudio(decoder, runs, system) };
    return json ? benchJson(decoder.info, runs, bench) : benchTable(decoder.info, runs, bench);
  });
  await writeText(text, system);
}

function benchJson({ model, precision, workers, threads }: DecoderInfo, runs: number, bench: Bench): string {
  const { exact, firstAudioMs } = bench;
  const progressive = { audioMs: FIRST_AUDIO_MS, waitMs: firstAudioMs };
  return `${JSON.stringify({ model, precision, workers, threads, runs, exact, progressive }, null, 2)}\n`;
}

function benchTable({ model, precision, workers, threads }: DecoderInfo, runs: number, bench: Bench): string {
  const title = `${model}, ${precision}, workers ${workers}, threads of each ${threads}, median of ${runs} runs\n\n`;
  const rows = bench.exact.map(({ audioSeconds, seconds, realTimeFactor }) => [
    'exact',
    `${audioSeconds.toFixed(2)} s`,
    `${seconds.toFixed(3)} s`,
    realTimeFactor.toFixed(3),
  ]);
  const first = ['progressive', `first ${FIRST_AUDIO_MS} ms`, `${(bench.firstAudioMs / 1000).toFixed(3)} s`, ''];
  return title + textTable([['mode', 'audio', 'time', 'real-time factor'], ...rows, first]);
}
