import { describe, expect, it } from 'vitest';
import { FakeModels } from '../../test/stream/fake-models.ts';
import { concat } from '../../test/stream/run-engine.ts';
import { MelWindows } from './mel-windows.ts';
import { SpeakerTrack } from './speaker-track.ts';
import { type WindowPlan, windowPlan } from './window-plan.ts';

const BEFORE = 10;
const AFTER = 16;
/** Frames over which one window becomes the next. */
const SEAM = 8;
const SILENT = new Float32Array(128);

function melWindows(models = new FakeModels()) {
  const plan: WindowPlan = { ...windowPlan(models.config), mel: { before: BEFORE, after: AFTER } };
  const speakers = new SpeakerTrack();
  speakers.change(SILENT, 0);
  return { models, speakers, windows: new MelWindows(models.models, plan, speakers) };
}

/** Content frames whose values are their numbers. */
function frames(from: number, to: number, { contentChannels: width }: FakeModels): Float32Array {
  return Float32Array.from({ length: (to - from) * width }, (_, n) => from + Math.floor(n / width));
}

/** First value of each mel frame. */
function column(mel: Float32Array, { config }: FakeModels): number[] {
  return Array.from({ length: mel.length / config.mels }, (_, frame) => mel[frame * config.mels] as number);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

describe('MelWindows', () => {
  it('decodes as far as the context reaches, previews the rest, and gives it at the end', async () => {
    const { models, windows } = melWindows();
    windows.push(frames(0, 40, models));
    expect(windows.end).toBe(40);
    const first = await windows.next(false);
    expect(column(first.mel, models)).toEqual(range(0, 40 - AFTER));
    expect(column(first.preview, models)).toEqual(range(40 - AFTER, 40));
    windows.push(frames(40, 45, models));
    const last = await windows.next(true);
    expect(column(last.mel, models)).toEqual(range(40 - AFTER, 45));
    expect(last.preview).toHaveLength(0);
  });

  it('gives every frame once in windows of any size, with bounded context', async () => {
    const { models, windows } = melWindows();
    const parts: Float32Array[] = [];
    let end = 0;
    for (const size of [1, 15, 0, 3, 40, 2, 100, 17]) {
      windows.push(frames(end, end + size, models));
      end += size;
      parts.push((await windows.next(false)).mel);
    }
    parts.push((await windows.next(true)).mel);
    const values = column(concat(parts), models);
    expect(values).toHaveLength(end);
    for (const [frame, value] of values.entries()) expect(value).toBeCloseTo(frame, 3);
    const longest = Math.max(...models.calls.map((call) => call.frames));
    expect(longest).toBeLessThanOrEqual(BEFORE + 100 + AFTER);
  });

  it('gives nothing while there is only context, and runs nothing for it', async () => {
    const { models, windows } = melWindows();
    windows.push(frames(0, AFTER, models));
    const { mel, preview } = await windows.next(false);
    expect([mel.length, preview.length, models.calls.length]).toEqual([0, 0, 0]);
  });

  it('fades the view of one window into that of the next over eight frames', async () => {
    const { models, windows } = melWindows();
    let level = 0;
    const { mels } = models.config;
    models.mel = async (content) => new Float32Array((content.length / models.contentChannels) * mels).fill(level++);
    windows.push(frames(0, 40, models));
    await windows.next(false);
    windows.push(frames(40, 80, models));
    const values = column((await windows.next(false)).mel, models);
    const rise = values.slice(0, SEAM).map((value, n) => value - (n + 1) / (SEAM + 1));
    for (const distance of rise) expect(distance).toBeCloseTo(0, 6);
    expect(values.slice(SEAM)).toEqual(range(SEAM, 40).map(() => 1));
  });

  it('mixes two speakers around a change, and runs the decoder twice only there', async () => {
    const { models, speakers, windows } = melWindows();
    const loud = SILENT.slice();
    loud[0] = 1_000;
    speakers.change(loud, 50);
    windows.push(frames(0, 100, models).fill(0));
    const values = column((await windows.next(true)).mel, models);
    expect(models.calls).toHaveLength(2);
    expect(new Set(values.slice(0, 38))).toEqual(new Set([0]));
    expect(new Set(values.slice(62))).toEqual(new Set([1_000]));
    for (let n = 38; n < 62; n++) expect((values[n] as number) - (values[n - 1] as number)).toBeGreaterThan(0);
  });

  it('says that there is no speaker rather than make one up', async () => {
    const models = new FakeModels();
    const windows = new MelWindows(models.models, windowPlan(models.config), new SpeakerTrack());
    windows.push(frames(0, 40, models));
    await expect(windows.next(true)).rejects.toThrow('no speaker');
  });
});
