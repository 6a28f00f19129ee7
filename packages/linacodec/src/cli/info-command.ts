import type { CliSystem } from './cli-system.ts';
import type { DecoderInfo } from './decoder-port.ts';
import { measureExact, type Speed } from './measure-speed.ts';
import { textTable } from './text-table.ts';
import { type ModelOptions, withDecoder } from './with-decoder.ts';
import { writeText } from './write-text.ts';

export interface InfoOptions extends ModelOptions {
  json?: boolean;
}

/** The first decode also sets up what later ones use, so it is not measured. */
const WARM_UP_SECONDS = 1;
/** Long enough for a steady figure, short enough to wait for. */
const MEASURED_SECONDS = 4;

/** Tells which model would be used, how it is set up and how quick it is on this machine. */
export async function infoCommand({ json, ...model }: InfoOptions, system: CliSystem): Promise<void> {
  const text = await withDecoder(model, system, async (decoder, progress) => {
    progress.report(0, 'measuring');
    await measureExact(decoder, WARM_UP_SECONDS, 1, system);
    const speed = await measureExact(decoder, MEASURED_SECONDS, 1, system);
    return json ? `${JSON.stringify({ ...decoder.info, speed }, null, 2)}\n` : infoTable(decoder.info, speed);
  });
  await writeText(text, system);
}

function infoTable(info: DecoderInfo, speed: Speed): string {
  const { cache } = info;
  return textTable([
    ['model', info.model],
    ['folder', info.folder],
    ['parameters', `${(info.parameters / 1e6).toFixed(1)} million, ${megabytes(info.weightBytes)}`],
    ['tokens', `${info.tokenRate} a second, 0 to ${info.vocabulary - 1}`],
    ['embedding', `${info.embeddingSize} values`],
    ['audio', `${info.sampleRate} Hz, mono`],
    ['precision', info.precision],
    ['workers', `${info.workers}, threads of each ${info.threads}`],
    ['loaded in', `${(info.loadMs / 1000).toFixed(2)} s`],
    ['cache', `${cache.folder}, ${megabytes(cache.bytes)}, ${cache.hit ? 'was there' : 'made now'}`],
    ['real-time factor', describeSpeed(speed)],
  ]);
}

function describeSpeed({ audioSeconds, seconds, realTimeFactor }: Speed): string {
  const times = (1 / realTimeFactor).toFixed(1);
  const figures = `${audioSeconds.toFixed(2)} s of audio in ${seconds.toFixed(2)} s`;
  return `${realTimeFactor.toFixed(3)} (${figures}, ${times} times as quick as it plays)`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
