import type { Findings } from '../benches/bench.ts';
import { decodeLive } from '../client/decode-live.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { tokenLines } from '../client/token-lines.ts';
import type { SidecarProcess } from '../lane/sidecar-process.ts';
import { CHUNK_SECONDS } from './crowd.ts';
import { verdictOf } from './figures/keeps-up.ts';
import type { Limit } from './find-limit.ts';
import type { Plan } from './plan.ts';
import { untilStreams } from './ready-state.ts';
import { runStep } from './step.ts';

/** Every place is taken and one may wait: it is served when a place becomes free, and nobody else notices. */
export async function oneInLine(sidecar: SidecarProcess, name: string, limit: Limit, plan: Plan): Promise<Findings> {
  const { streams, tokenRate, alone } = limit;
  const { seconds } = plan;
  const lines = tokenLines(tokenRate, seconds, CHUNK_SECONDS);
  const wait = async () => {
    await untilStreams(sidecar.url, streams, 0);
    return withKeptConnections((agent) => {
      return decodeLive({ url: sidecar.url, lines, everyMs: CHUNK_SECONDS * 1_000, agent });
    });
  };
  const [waited, step] = await Promise.all([wait(), runStep(sidecar, { seconds, tokenRate, streams })]);
  const freeAt = Math.min(...step.streams.map(({ endedAt }) => endedAt));
  const waitedMs = (waited.answeredAt ?? Number.NaN) - freeAt;
  const whole = waited.failure === undefined && waited.arrivals.at(-1)?.total === alone.arrivals.at(-1)?.total;
  const { failed, behind } = verdictOf(step.streams, alone);
  const what = `${name}, one in line`;
  return {
    figures: [
      {
        what: `${what}, first audio after a place is free`,
        value: waitedMs,
        unit: 'ms',
      },
      {
        what: `${what}, not served in full and in turn`,
        value: whole && waitedMs > 0 ? 0 : 1,
        unit: 'times',
        target: 0,
      },
      { what: `${what}, of the others broke`, value: failed, unit: 'times', target: 0 },
      { what: `${what}, of the others fell behind`, value: behind, unit: 'times', target: 0 },
    ],
    spreads: {},
  };
}
