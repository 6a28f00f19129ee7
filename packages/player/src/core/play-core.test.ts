import { describe, expect, it } from 'vitest';
import { largestStep, mend, segments, setIn, worstError } from '../../test/mend.ts';
import { floatsOf, noise, sine } from '../../test/signals.ts';
import { PlayCore } from './play-core.ts';

const RATE = 48_000;
const FADE = 240;
const TARGET = 7_200;
/** A sum of two gains that make 1 is off by some bits of a 32-bit float. */
const EXACT = 1e-6;

const coreOf = () => new PlayCore({ sampleRate: RATE, capacity: RATE, startMs: 150 });

/** `blocks` blocks of 128, as the audio thread asks for them. */
function render(core: PlayCore, blocks: number): number[] {
  return Array.from({ length: blocks }, () => {
    const block = new Float32Array(128);
    core.render(block);
    return [...block];
  }).flat();
}

/** All that is heard until nothing more comes. */
function renderToEnd(core: PlayCore): number[] {
  const heard: number[] = [];
  while (core.mode === 'playing' || core.mode === 'fading') heard.push(...render(core, 1));
  return heard;
}

const trimmed = (heard: readonly number[]) => heard.slice(0, heard.findLastIndex((sample) => sample !== 0) + 1);

describe('PlayCore', () => {
  it('waits for as much as the jitter buffer wants, and not a sample more', () => {
    const core = coreOf();
    core.push(new Float32Array(TARGET - 1));
    expect(core.mode).toBe('filling');
    expect(render(core, 3).every((sample) => sample === 0)).toBe(true);
    core.push(new Float32Array(1));
    expect(core.mode).toBe('playing');
  });

  it.each([1, 2, 127, 128, 129, 239, 240, 241, 7_199, 20_001])('plays a clip of %i samples to its last', (length) => {
    const clip = floatsOf(noise(length, length));
    const core = coreOf();
    core.push(clip);
    core.end();
    expect(worstError(trimmed(renderToEnd(core)), setIn(clip, FADE))).toBeLessThan(EXACT);
    expect(core.report()).toMatchObject({ mode: 'ended', played: length, underruns: 0 });
  });

  it('says where in a block the end was', () => {
    const core = coreOf();
    core.push(new Float32Array(130).fill(1));
    core.end();
    expect(core.render(new Float32Array(128))).toBeUndefined();
    expect(core.render(new Float32Array(128))).toBe(2);
  });

  it('is at its end at once when nothing came', () => {
    const core = coreOf();
    core.end();
    expect(core.render(new Float32Array(128))).toBe(0);
    core.push(new Float32Array(5));
    expect(core.report().mode).toBe('ended');
  });

  it('an underrun makes one gap, raises the target, and the parts add up to the whole', () => {
    const clip = floatsOf(noise(30_000));
    const core = coreOf();
    core.push(clip.subarray(0, 10_000));
    const heard = render(core, 100);
    expect(core.report()).toMatchObject({ mode: 'filling', underruns: 1, targetMs: 225, played: 10_000 - FADE });
    core.push(clip.subarray(10_000));
    core.end();
    const parts = segments([...heard, ...renderToEnd(core)]);
    expect(parts).toHaveLength(2);
    expect(worstError(mend(parts, FADE), setIn(clip, FADE))).toBeLessThan(EXACT);
  });

  it('waits for the raised target after an underrun', () => {
    const core = coreOf();
    core.push(new Float32Array(TARGET));
    render(core, 100);
    core.push(new Float32Array(1.5 * TARGET - FADE - 1));
    expect(core.mode).toBe('filling');
    core.push(new Float32Array(1));
    expect(core.mode).toBe('playing');
  });

  it.each([1, 7, 40, 55, 56, 57])('a pause after %i blocks loses nothing, and neither do two', (blocks) => {
    const clip = floatsOf(noise(TARGET));
    const core = coreOf();
    core.push(clip);
    core.end();
    const heard = render(core, blocks);
    core.pause();
    heard.push(...render(core, 10));
    const stillThere = core.mode === 'paused';
    core.resume();
    heard.push(...renderToEnd(core));
    expect(core.report().played).toBe(TARGET);
    expect(stillThere).toBe(blocks < 57);
    // Where sound had not set in fully, two fades meet.
    if (blocks > 1 && blocks < 55) {
      expect(worstError(mend(segments(trimmed(heard)), FADE), setIn(clip, FADE))).toBeLessThan(EXACT);
    }
  });

  it('goes on when it is resumed while it still fades', () => {
    const core = coreOf();
    core.push(new Float32Array(2 * TARGET));
    core.pause();
    render(core, 1);
    expect(core.mode).toBe('fading');
    core.resume();
    render(core, 1);
    expect(core.mode).toBe('playing');
  });

  it('a pause before there is any sound holds it back', () => {
    const core = coreOf();
    core.pause();
    core.push(new Float32Array(TARGET));
    expect(core.mode).toBe('paused');
    core.resume();
    expect(core.mode).toBe('playing');
  });

  it.each(['stop', 'pause'] as const)('%s falls silent within 5 ms and without a click', (act) => {
    const core = coreOf();
    core.push(floatsOf(sine(RATE)));
    const heard = render(core, 50);
    core[act]();
    const rest = render(core, 3);
    expect(rest.findLastIndex((sample) => sample !== 0)).toBe(FADE - 1);
    expect(largestStep([...heard, ...rest])).toBeLessThan(0.02);
  });

  it('a stop is final, whatever was under way', () => {
    const core = coreOf();
    core.push(new Float32Array(2 * TARGET));
    core.pause();
    core.stop();
    core.pause();
    core.resume();
    render(core, 2);
    core.resume();
    core.push(new Float32Array(10));
    core.end();
    expect(core.mode).toBe('stopped');
    const idle = coreOf();
    idle.stop();
    expect(idle.mode).toBe('stopped');
  });

  it('tells the level since it was last asked', () => {
    const core = coreOf();
    core.push(new Float32Array(2 * TARGET).fill(0.5));
    render(core, 10);
    core.report();
    render(core, 10);
    expect(core.report().level).toBeCloseTo(0.5, 6);
    expect(core.report().level).toBe(0);
  });

  it('knows whether more can be played without a gap', () => {
    const core = coreOf();
    core.push(new Float32Array(1_000));
    expect([core.has(1_000 - FADE), core.has(1_001 - FADE)]).toEqual([true, false]);
    core.end();
    expect(core.has(5_000)).toBe(true);
  });
});
