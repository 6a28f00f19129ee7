import { createVirtualClock } from '@voxlane/emulator';
import { Problem } from '@voxlane/schema';
import { QueueClient } from '../src/queue-client.ts';
import { scriptedFetch, type Turn } from './scripted-fetch.ts';

export const POLICY = { executionTimeout: 300_000, ttl: 480_000 };
export const HTML = '<!DOCTYPE html><title>502 Bad Gateway</title>';

/** A client whose calls play a script, on a clock of its own. */
export function setUp(turns: Turn[]) {
  const clock = createVirtualClock();
  const { fetch, calls } = scriptedFetch(turns);
  const base = 'https://api.runpod.ai/v2/abc';
  const client = new QueueClient({ base, apiKey: 'key', fetch, clock, random: () => 0.5, connectMs: 10_000 });
  return { client, clock, calls, signal: new AbortController().signal };
}

/** The Problem that a call ends with. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error;
  throw new Error(`expected a Problem, not ${String(error)}`);
}
