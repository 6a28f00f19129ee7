import { bestMatch } from './best-match.ts';
import { FRAMES_BEFORE, findAttacks } from './find-attacks.ts';
import type { InputWindow } from './input-window.ts';
import type { StretchPlan } from './stretch-plan.ts';

/** First and last place to choose from. */
interface Range {
  from: number;
  to: number;
}

/**
 * Place of the piece that a block fades to: `next` itself, where the last block ended, while that lies near `exact`;
 * otherwise the one most similar to what follows `next`. Within the input, and with a whole hop after it for the next
 * block to fade from.
 */
export function choosePlace(plan: StretchPlan, input: InputWindow, next: number, exact: number): number {
  const { hop, search, decimation } = plan;
  const latest = input.end - 2 * hop;
  if (Math.abs(next - exact) <= search && next <= latest) return next;
  const wanted = next < exact ? keepAttack(plan, input, next, exact) : passAttack(plan, input, next, exact);
  const to = clamp(wanted.to, 0, latest);
  const from = clamp(wanted.from, 0, to);
  const start = Math.min(next, from);
  const samples = input.read(start, Math.max(next, to) + hop - start);
  const places = { reference: next - start, from: from - start, to: to - start, exact: clamp(exact, from, to) - start };
  return start + bestMatch(samples, { ...places, length: hop, decimation });
}

/** Leaving input out: the piece begins early enough for the first attack that would be lost, if drift allows. */
function keepAttack(plan: StretchPlan, input: InputWindow, next: number, exact: number): Range {
  const { hop, search, drift } = plan;
  const heard = Math.ceil(hop / 2);
  const attack = attacksBetween(plan, input, next + heard, exact + search + heard)[0];
  if (attack === undefined) return { from: exact - search, to: exact + search };
  const to = Math.max(attack - heard, exact - drift);
  return { from: Math.max(next, exact - drift, Math.min(exact - search, to - search)), to };
}

/** Repeating input: runs on over an attack that is about to come and begins after one that was heard, if drift allows. */
function passAttack(plan: StretchPlan, input: InputWindow, next: number, exact: number): Range {
  const { hop, search, drift, frame } = plan;
  const attack = attacksBetween(plan, input, exact - search, next + hop).at(-1);
  if (attack === undefined) return { from: exact - search, to: exact + search };
  const runsOn = attack + frame > next && next <= exact + drift;
  if (runsOn) return { from: next, to: next };
  const latest = Math.min(next, exact + drift);
  const from = clamp(attack + 2 * frame, exact - search, latest);
  return { from, to: clamp(from + search, exact + search, latest) };
}

/** Attacks from `from` up to `to`, measured in frames that lie the same however the input was cut. */
function attacksBetween({ frame }: StretchPlan, input: InputWindow, from: number, to: number): number[] {
  const start = Math.max(0, (Math.floor(from / frame) - FRAMES_BEFORE) * frame);
  return findAttacks(input.read(start, to - start), frame).map((at) => start + at);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
