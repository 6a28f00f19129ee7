import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddingOf } from './core/speech/echo-speaker.ts';
import { type RunningEmulator, startEmulator } from './server.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.';

let running: RunningEmulator;
beforeAll(async () => {
  running = await startEmulator({ port: 0, endpoints: { echotts: { pace: { coldStartMs: 0, msPerChunk: 0 } } } });
});
afterAll(() => running.close());

async function say(speaker_voice: string) {
  const body = JSON.stringify({ input: { text: TEXT, speaker_voice, stream: true } });
  const response = await fetch(`${running.url}/v2/echotts/runsync`, { method: 'POST', body });
  const { output } = (await response.json()) as { output: { tokens: number[]; embedding: number[] }[] };
  return output[0];
}

describe('EchoTTS as it is out of the box', () => {
  it('really speaks: tokens of the model, and as many as the sentence is long', async () => {
    const spoken = await say('slt');
    const seconds = (spoken?.tokens.length ?? 0) / 25;
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(4);
    expect(spoken?.tokens.every((token) => Number.isInteger(token) && token >= 0 && token < 12_800)).toBe(true);
    // Silence or a stand-in would be one token again and again, or noise: speech comes back to some of its sounds.
    const kinds = new Set(spoken?.tokens).size;
    expect(kinds).toBeGreaterThan(20);
    expect(running.emulator.jobs()[0]?.audio[0]?.bytes).toBe(seconds * 96_000);
  });

  it('speaks as another speaker in other tokens, with that embedding', async () => {
    const [one, other] = [await say('slt'), await say('RMS')];
    expect(one?.embedding).toEqual(embeddingOf('slt'));
    expect(other?.embedding).toEqual(embeddingOf('rms'));
    expect(other?.tokens).not.toEqual(one?.tokens);
  });
});
