import type { DecoderModels } from '../../src/session/decoder-models.ts';
import { ExactEngine } from '../../src/stream/exact-engine.ts';
import { ProgressiveEngine } from '../../src/stream/progressive-engine.ts';
import { windowPlan } from '../../src/stream/window-plan.ts';
import type { TokenPiece } from '../../src/tokens/token-piece.ts';
import { compareBands, HIGH_BAND, LOW_BAND } from './band-measures.ts';
import { decodeOnGrid } from './decode-on-grid.ts';
import { runEngine } from './run-engine.ts';
import { stepNear, windowBorders } from './window-borders.ts';

/** How far one way of decoding is from the exact mode. */
export interface Quality {
  /** Signal-to-noise ratio below 4 kHz, dB. */
  lowSnr: number;
  /** Mean log-spectral distance below and above 4 kHz, dB. */
  lowDistance: number;
  highDistance: number;
  /** Largest step between two samples within 50 ms of a window's border, as a multiple of exact's largest one there. */
  borderStep?: number;
}

/** Ways of decoding that are held against the exact mode. */
export type Way = 'progressive' | 'progressive, without the total' | 'windows alone' | 'fast' | 'fast and progressive';

/** Decodes a piece in one way; `models` are exact, `fast` has its matrices in 8 bits. */
export async function qualityOf(
  way: Way,
  piece: Required<TokenPiece>,
  { models, fast }: { models: DecoderModels; fast: DecoderModels },
): Promise<Quality> {
  const options = { totalTokens: piece.tokens.length };
  const exact = () => runEngine(new ExactEngine(models), [piece]);
  switch (way) {
    case 'progressive':
      return compare(await exact(), await runEngine(new ProgressiveEngine(models, options), [piece]), models, piece);
    case 'progressive, without the total':
      return compare(await exact(), await runEngine(new ProgressiveEngine(models), [piece]));
    case 'windows alone': {
      const whole = await decodeOnGrid(models, piece, windowPlan(models.config).scale);
      return compare(whole, await runEngine(new ProgressiveEngine(models), [piece]), models, piece);
    }
    case 'fast':
      return compare(await exact(), await runEngine(new ExactEngine(fast), [piece]));
    case 'fast and progressive':
      return compare(await exact(), await runEngine(new ProgressiveEngine(fast, options), [piece]));
  }
}

/** With models, borders of windows are looked at too. */
function compare(
  exact: Float32Array,
  other: Float32Array,
  models?: DecoderModels,
  { tokens }: { tokens: Int32Array } = { tokens: new Int32Array(0) },
): Quality {
  const { snr, distance } = compareBands(exact, other);
  const borders = models === undefined ? [] : windowBorders(models.config, tokens.length);
  const ratios = borders.map((border) => stepNear(other, border) / stepNear(exact, border));
  return {
    lowSnr: snr(LOW_BAND),
    lowDistance: distance(LOW_BAND),
    highDistance: distance(HIGH_BAND),
    ...(ratios.length > 0 && { borderStep: Math.max(...ratios) }),
  };
}
