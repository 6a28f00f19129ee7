import type { SidecarProcess } from '../lane/sidecar-process.ts';
import { CHUNK_SECONDS } from './crowd.ts';
import { type Verdict, verdictOf } from './figures/keeps-up.ts';
import type { Timed } from './figures/lateness.ts';
import { nextStep } from './figures/next-step.ts';
import type { Plan } from './plan.ts';
import { readyState } from './ready-state.ts';
import { runStep, type Step } from './step.ts';

/** Of the real-time factor's promise, where to begin: a crowd has begins, which cost more, and HTTP. */
const GUESS_SHARE = 0.85;

/** A number of streams that was tried. */
export interface Measured {
  step: Step;
  verdict: Verdict;
}

/** The most streams that one sidecar was seen to hold. */
export interface Limit {
  streams: number;
  /** The smallest number that it did not hold. */
  broke: number;
  tokenRate: number;
  /** A stream that had the machine for itself. */
  alone: Timed;
  /** What was measured at the limit; undefined when not even one stream held. */
  measured?: Measured;
}

/** Steps up and down to the most streams that keep up, and says each step on stdout. */
export async function findLimit(sidecar: SidecarProcess, name: string, plan: Plan): Promise<Limit> {
  const { model } = await readyState(sidecar.url);
  const stream = { seconds: plan.seconds, tokenRate: model.tokenRate };
  const alone = await streamAlone(sidecar, stream);
  const guess = (GUESS_SHARE * model.workers) / model.realTimeFactor;
  const found: Limit = { streams: 0, broke: Number.POSITIVE_INFINITY, tokenRate: model.tokenRate, alone };
  for (;;) {
    const streams = nextStep({ holds: found.streams, breaks: found.broke }, guess, plan.fineness);
    if (streams === undefined) return found;
    const step = await runStep(sidecar, { ...stream, streams });
    const measured = { step, verdict: verdictOf(step.streams, alone) };
    console.log(`${name}, ${streams} streams: ${told(measured)}.`);
    if (measured.verdict.holds) Object.assign(found, { streams, measured });
    else found.broke = streams;
  }
}

/** @throws Error when it breaks */
async function streamAlone(sidecar: SidecarProcess, stream: { seconds: number; tokenRate: number }): Promise<Timed> {
  // The first one pays for what happens once.
  await runStep(sidecar, { ...stream, seconds: CHUNK_SECONDS, streams: 1 });
  const [alone] = (await runStep(sidecar, { ...stream, streams: 1 })).streams;
  if (alone === undefined || alone.failure !== undefined) {
    throw new Error(`not even one stream can be decoded: ${alone?.failure}`);
  }
  return alone;
}

/** One line for whoever waits for the bench; CPU time of others tells whether it counts. */
function told({ step, verdict: { holds, failed, behind, late, growthMs } }: Measured): string {
  const others = (step.otherCpuSeconds / step.wallSeconds).toFixed(2);
  const growth = Number.isNaN(growthMs) ? '' : `, growth ${Math.round(growthMs)} ms`;
  const how = `${failed} failed, ${behind} fell behind, latest ${Math.round(Math.max(0, ...late))} ms${growth}`;
  return `${holds ? 'held' : 'not held'}; ${how}, others had ${others} cores`;
}
