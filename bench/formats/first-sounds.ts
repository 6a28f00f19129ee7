import type { Agent } from 'node:http';
import { newText } from '../client/spoken-text.ts';
import { staggered } from '../client/staggered.ts';
import type { BenchFormat } from './known-formats.ts';
import { type HeardSound, listenToFormat } from './listen-to-format.ts';

/** Of an edge, in which formats and how often. */
export interface FirstSoundsOrder {
  url: string;
  agent: Agent;
  formats: readonly BenchFormat[];
  rounds: number;
  /** Listeners of a round begin within this time, in milliseconds: a chunk's, so that their chunks come in turn. */
  chunkMs: number;
}

/** What listeners of each format had, by its name: in every round one of each, each time another one first. */
export async function firstSounds(order: FirstSoundsOrder): Promise<Map<string, HeardSound[]>> {
  const { url, agent, formats, rounds, chunkMs } = order;
  const heard = new Map<string, HeardSound[]>(formats.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % formats.length;
    const inTurn = [...formats.slice(turn), ...formats.slice(0, turn)];
    const asks = inTurn.map((format) => async () => {
      heard.get(format.name)?.push(await listenToFormat({ url, format, text: newText(1), agent }));
    });
    await staggered(asks, chunkMs);
  }
  return heard;
}
