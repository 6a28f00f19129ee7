import { describe, expect, it } from 'vitest';
import { codecLengths } from '../../src/geometry/codec-lengths.ts';
import { ProgressiveEngine } from '../../src/stream/progressive-engine.ts';
import { windowPlan } from '../../src/stream/window-plan.ts';
import { heldArrayBytes } from './collect-garbage.ts';
import { FAKE_CONFIG, type FakeCall, FakeModels } from './fake-models.ts';
import { stepUntilHungry } from './run-engine.ts';

const TOKENS_A_SECOND = 25;
const SECONDS = 1_000;
/** By then windows have their full length, and buffers have grown to their size. */
const SETTLED_SECONDS = 100;
/** Less than the tokens alone of the rest of the stream, which are the smallest thing that could be kept. */
const ALLOWED_BYTES = 50_000;

describe('a stream of 1,000 seconds', () => {
  it('holds no more at its end than after the first tenth, and runs windows of one size', {
    timeout: 20_000,
  }, async () => {
    const fake = new FakeModels();
    const engine = new ProgressiveEngine(fake.models);
    const longest = new Map<FakeCall['graph'], number>();
    let samples = 0;
    let settled = 0;
    const takeSteps = async () => {
      const audio: Float32Array[] = [];
      const step = await stepUntilHungry(engine, audio);
      samples += audio.reduce((sum, { length }) => sum + length, 0);
      for (const { graph, frames } of fake.calls.splice(0)) {
        longest.set(graph, Math.max(frames, longest.get(graph) ?? 0));
      }
      return step;
    };
    const tokens = new Int32Array(TOKENS_A_SECOND);
    for (let second = 0; second < SECONDS; second++) {
      if (second === SETTLED_SECONDS) settled = heldArrayBytes();
      // A new speaker every second: those before must not be kept either.
      engine.push(tokens, new Float32Array(128).fill(second));
      expect((await takeSteps()).done).toBe(false);
    }
    const held = heldArrayBytes();
    engine.end();
    expect((await takeSteps()).done).toBe(true);
    expect(held - settled).toBeLessThan(ALLOWED_BYTES);
    expect(samples).toBe(codecLengths(FAKE_CONFIG, SECONDS * TOKENS_A_SECOND).samples);

    const plan = windowPlan(FAKE_CONFIG);
    const window = plan.windowTokens(1_000);
    const framesOf = (count: number) => Math.ceil((count * FAKE_CONFIG.melUpsampleFactor) / plan.scale) + 2;
    const last = window + 2 * plan.prenetAfter(1);
    expect(longest.get('prenet')).toBeLessThanOrEqual(plan.prenetBefore + last);
    expect(longest.get('mel')).toBeLessThanOrEqual(plan.mel.before + framesOf(last) + plan.mel.after);
    const vocoder = framesOf(last) + plan.mel.after + 2 * plan.backbone;
    expect(longest.get('backbone')).toBeLessThanOrEqual(vocoder);
    expect(longest.get('upsampler')).toBeLessThanOrEqual(vocoder + 2 * plan.upsampler);
  });
});
