import type { Agent } from 'node:http';
import { newText } from '../client/spoken-text.ts';
import type { BenchFormat } from './known-formats.ts';
import { listenToFormat } from './listen-to-format.ts';

const BAD_REQUEST = 400;

/** Those of `formats` that an edge encodes; it says of the others that they are left out. Warms their encoders up, too. */
export async function servedFormats(
  formats: readonly BenchFormat[],
  edge: { url: string; agent: Agent },
): Promise<BenchFormat[]> {
  const served: BenchFormat[] = [];
  for (const format of formats) {
    const { status } = await listenToFormat({ ...edge, format, text: newText(1) });
    if (status === BAD_REQUEST) console.log(`${format.name} is left out: the edge does not encode it.`);
    else served.push(format);
  }
  return served;
}
