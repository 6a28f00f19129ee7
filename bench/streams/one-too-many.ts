import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Findings } from '../benches/bench.ts';
import { decodeLive } from '../client/decode-live.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { tokenLines } from '../client/token-lines.ts';
import { spreadOf } from '../figures/spread.ts';
import type { SidecarProcess } from '../lane/sidecar-process.ts';
import { CHUNK_SECONDS } from './crowd.ts';
import { verdictOf } from './figures/keeps-up.ts';
import type { Limit } from './find-limit.ts';
import type { Plan } from './plan.ts';
import { untilStreams } from './ready-state.ts';
import { runStep } from './step.ts';

/** Between two who ask in vain, in milliseconds: all of them come while every place is taken. */
const KNOCK_EVERY_MS = 200;
const MEGABYTE = 1e6;
/** A refusal later than this is not at once, in milliseconds. */
const TARGET_MS = 50;

/** Every place is taken and there is no line: whoever asks is told so at once, and nobody else notices. */
export async function oneTooMany(sidecar: SidecarProcess, name: string, limit: Limit, plan: Plan): Promise<Findings> {
  const { streams, tokenRate, alone } = limit;
  const crowd = runStep(sidecar, { seconds: plan.seconds, tokenRate, streams });
  const [refused, step] = await Promise.all([knock(sidecar.url, limit, plan.knocks), crowd]);
  const told = refused.filter(({ status, retryAfter }) => status === 503 && (retryAfter ?? 0) > 0);
  const times = spreadOf(told.map(({ answeredAt = Number.NaN, begunAt }) => answeredAt - begunAt));
  const { failed, behind } = verdictOf(step.streams, alone);
  const what = `${name}, one too many`;
  return {
    figures: [
      {
        what: `${what}, 503 with Retry-After after, p50`,
        value: times.p50,
        unit: 'ms',
        target: TARGET_MS,
        headline: true,
      },
      { what: `${what}, 503 with Retry-After after, at most`, value: times.max, unit: 'ms' },
      { what: `${what}, answered in another way`, value: refused.length - told.length, unit: 'times', target: 0 },
      { what: `${what}, of the others broke`, value: failed, unit: 'times', target: 0 },
      { what: `${what}, of the others fell behind`, value: behind, unit: 'times', target: 0 },
      ...memoryFigures(name, step.bytes),
    ],
    spreads: { [`${name}, refusals`]: times },
  };
}

async function knock(url: string, { streams, tokenRate }: Limit, times: number) {
  const lines = tokenLines(tokenRate, CHUNK_SECONDS, CHUNK_SECONDS);
  await untilStreams(url, streams, 0);
  return await withKeptConnections(async (agent) => {
    const answers = [];
    for (let i = 0; i < times; i++) {
      answers.push(await decodeLive({ url, lines, everyMs: 0, agent }));
      await sleep(KNOCK_EVERY_MS);
    }
    return answers;
  });
}

/** Of a sidecar that never had more streams than it holds: memory that a crowd too many took is not given back at once. */
function memoryFigures(name: string, bytes: number): Figure[] {
  if (Number.isNaN(bytes)) return [];
  return [{ what: `${name}, memory with every place taken`, value: bytes / MEGABYTE, unit: 'MB', headline: true }];
}
