import { expect } from 'vitest';
import { type Answer, jsonOf } from '../../../../workers/test/e2e/harness/listener.ts';

/** Holds an answer against what one gets whom a sidecar has no place for: come back, and when. */
export async function expectRefusal(answer: Answer): Promise<void> {
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } });
  expect(await jsonOf(answer)).toMatchObject({ code: 'overloaded' });
}
