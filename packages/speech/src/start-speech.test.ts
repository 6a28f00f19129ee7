import { planPieces } from '@voxlane/text';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { chunk, complete, type RunpodAnswer, streamed } from '../test/fake-runpod.ts';
import { failing, LONG, lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined } from '../test/samples.ts';
import { template } from '../test/template.ts';

describe('startSpeech', () => {
  it('resolves with the first audio in hand, and goes on from there', async () => {
    const { runpod, start } = lane();
    const { audio, sampleRate } = await start();
    expect(runpod.of('vv/stream').length).toBe(1);
    expect([sampleRate, joined(await collect(audio))]).toEqual([8_000, new Float32Array(800).fill(0.5)]);
  });

  it('waits as long as there is no audio', async () => {
    const { runpod, clock, start } = lane();
    runpod.script('vv/stream', streamed('IN_QUEUE'), streamed('IN_PROGRESS'), streamed('IN_PROGRESS'), (call) =>
      runpod.usual(call),
    );
    let spoke = false;
    const speaking = start().then(() => {
      spoke = true;
    });
    await clock.advance(200);
    expect(spoke).toBe(false);
    await within(clock, 1_000, speaking);
  });

  it('speaks all pieces of a text in order, each by a job of its own', async () => {
    const { runpod, start } = lane();
    const { audio, report } = await start({ text: LONG });
    const heard = joined(await collect(audio));
    const inputs = runpod.of('vv/run').map(({ input }) => input);
    expect(inputs.map((input) => input?.text).join(' ')).toBe(LONG);
    expect(inputs.map((input) => input?.voice)).toEqual(inputs.map(() => 'alice-1'));
    expect(inputs.length).toBeGreaterThanOrEqual(4);
    expect(report.jobs).toEqual(inputs.map((_, i) => `vv-${i + 1}`));
    expect([report.pieces, heard.length]).toEqual([inputs.length, inputs.length * 800]);
  });

  it('spends no job on a piece that nobody can say', async () => {
    const { runpod, start } = lane();
    const text = `Before the gap.${' '.repeat(200)}After the gap.`;
    const { audio, report } = await start({ text });
    await collect(audio);
    const spoken = runpod.of('vv/run').map(({ input }) => input?.text);
    expect(spoken.join(' ')).toBe('Before the gap. After the gap.');
    expect(report.pieces).toBe(spoken.length);
    expect(planPieces(text, template().piece).length).toBeGreaterThan(spoken.length);
  });

  it('brings audio of any rate to the output rate', async () => {
    const { runpod, start } = lane();
    runpod.script('vv/stream', streamed('COMPLETED', chunk(1, 0.5, 2_400, 24_000), chunk(2, 0.5, 800), complete(2)));
    expect(joined(await collect((await start()).audio)).length).toBe(1_600);
  });

  it('asks for no more than the pieces ahead, however long the text', async () => {
    const { runpod, start } = lane({ lookAhead: 2 });
    const { audio, report } = await start({ text: 'One more sentence to say. '.repeat(1_000) });
    await settle();
    expect(runpod.of('vv/run').length).toBe(3);
    let heard = 0;
    for await (const _ of audio) {
      heard += 1;
      expect(runpod.of('vv/run').length).toBeLessThanOrEqual(heard + 2);
    }
    expect(heard).toBe(report.pieces);
    expect(report.pieces).toBeGreaterThan(500);
    expect(runpod.mostUnderWay).toBeLessThanOrEqual(3);
    expect(runpod.underWay.size).toBe(0);
  });

  it('leaves nothing that waits when all is said', async () => {
    const { clock, deferred, runpod, start } = lane();
    await collect((await start({ text: LONG })).audio);
    expect([clock.sleepers(), deferred, runpod.cancelled('vv')]).toEqual([0, [], []]);
  });

  it.each([
    [{ voice: 'Zoe' }, 'unknown_voice'],
    [{ text: '...' }, 'invalid_request'],
    [{ service: 'qwen' as const }, 'not_configured'],
  ])('refuses %j without a call', async (order, code) => {
    const { runpod, clock, start } = lane({ fallback: 'chatterbox' });
    const problem = await problemOf(() => start(order));
    expect([problem.code, runpod.calls, clock.sleepers()]).toEqual([code, [], 0]);
  });

  it('says when a service has no endpoint', async () => {
    const { code, message } = await problemOf(() => lane().start({ service: 'qwen' }));
    expect([code, message]).toEqual(['not_configured', 'Qwen TTS has no endpoint here']);
  });
});

describe('the report of a speech', () => {
  it('tells what was asked, which jobs spoke and how long it took', async () => {
    const { runpod, clock, start } = lane({ vibevoice: { options: { turbo: { type: 'boolean' } } } });
    const after = (ms: number, answer: RunpodAnswer) => () => clock.sleep(ms).then(() => answer);
    runpod.script('vv/run', after(100, { id: 'job-1' }));
    runpod.script(
      'vv/stream',
      after(300, streamed('IN_QUEUE')),
      after(700, streamed('IN_PROGRESS')),
      after(50, streamed('COMPLETED', chunk(1, 0.5, 800), chunk(2, 0.5, 500), complete(2))),
    );
    const options = { turbo: true, cfg: 3 };
    const { report, audio } = await within(clock, 2_000, start({ voice: 'bob', options }));
    expect(report).toEqual({
      service: 'vibevoice',
      voice: 'Bob',
      characters: 6,
      pieces: 1,
      jobs: ['job-1'],
      queueMs: 1_100,
      firstChunkMs: 1_150,
      firstAudioMs: 1_150,
      sidecarMs: {},
      samples: 0,
      marks: [{ start: 0, end: 6, sample: 0 }],
      ignored: ['cfg'],
    });
    await audio.next();
    expect(report.samples).toBe(800);
    await collect(audio);
    expect(report.samples).toBe(1_300);
  });

  it('counts the time of a failed attempt', async () => {
    const setting = lane();
    failing(setting, 'vv', 1);
    const { report } = await within(setting.clock, 1_000, setting.start());
    expect(report.jobs).toEqual(['vv-1', 'vv-2']);
    expect(report.queueMs).toBe(report.firstAudioMs);
    expect(report.firstAudioMs).toBeGreaterThanOrEqual(125);
  });
});
