import { thisMachine } from '../../src/platform/machine.ts';
import { CHECKPOINTS } from '../golden-case.ts';
import { openTinyModels } from '../models.ts';
import { nanoSpeech, nanoVoice, openNano } from './nano.ts';
import { type Quality, qualityOf, type Way } from './quality-cases.ts';
import { randomTokens } from './random-tokens.ts';

/**
 * Prints how far progressive and fast decoding are from exact decoding, as a Markdown table:
 * `node packages/linacodec/test/stream/quality-main.ts`. It takes about a minute.
 */

const SLT = nanoVoice('slt');
const WAYS: Way[] = ['progressive', 'progressive, without the total', 'windows alone', 'fast', 'fast and progressive'];
/** First tokens of utterances of one length; different ones put the borders of windows on different sounds. */
const STARTS = [0, 33, 50, 77, 90];

const print = (...cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

/** The worst of several utterances. */
function worst(qualities: readonly Quality[]): Quality {
  const steps = qualities.flatMap(({ borderStep }) => borderStep ?? []);
  return {
    lowSnr: Math.min(...qualities.map(({ lowSnr }) => lowSnr)),
    lowDistance: Math.max(...qualities.map(({ lowDistance }) => lowDistance)),
    highDistance: Math.max(...qualities.map(({ highDistance }) => highDistance)),
    ...(steps.length > 0 && { borderStep: Math.max(...steps) }),
  };
}

function printRow(name: string, { lowSnr, lowDistance, highDistance, borderStep }: Quality): void {
  print(
    name,
    `${lowSnr.toFixed(1)} dB`,
    `${lowDistance.toFixed(2)} dB`,
    `${highDistance.toFixed(2)} dB`,
    borderStep?.toFixed(2) ?? '-',
  );
}

const nano = await openNano();
const limit = thisMachine().int8Limit;
const fast = await openNano(limit);
process.stdout.write(`8-bit weights up to ${limit}; the worst of ${STARTS.length} utterances each\n\n`);
print('', 'SNR below 4 kHz', 'LSD below', 'LSD above', 'step at a border / exact');
print('---', '---', '---', '---', '---');
for (const seconds of [1, 2, 10, 40]) {
  for (const way of WAYS) {
    const qualities: Quality[] = [];
    for (const start of STARTS) {
      const piece = { tokens: nanoSpeech(25 * seconds, start), embedding: SLT };
      qualities.push(await qualityOf(way, piece, { models: nano.models, fast: fast.models }));
    }
    printRow(`nano, ${seconds} s, ${way}`, worst(qualities));
  }
}
await Promise.all([nano.close(), fast.close()]);
for (const name of CHECKPOINTS) {
  const { models, close } = await openTinyModels(name);
  const count = (10 * 50) / models.config.downsampleFactor;
  const piece = { tokens: randomTokens(count, 1), embedding: SLT };
  printRow(
    `random weights ${name}, 10 s, progressive`,
    await qualityOf('progressive', piece, { models, fast: models }),
  );
  await close();
}
