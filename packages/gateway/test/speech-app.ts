import { asProblem, type Problem } from '@voxlane/schema';
import { type BodyEnd, PLAIN_ENCODERS, type Speech } from '@voxlane/speech';
import { Hono } from 'hono';
import type { GatewayEnv } from '../src/gateway-env.ts';
import type { RequestRecord } from '../src/log/request-record.ts';
import { speechResponse } from '../src/routes/speech-response.ts';
import type { StreamedSpeech } from '../src/routes/streamed-speech.ts';
import { manualClock } from './manual-clock.ts';

/** An app of one route that answers with the given speech, and what came of it. */
export function speechApp(start: () => Promise<Speech>, stream: Partial<StreamedSpeech> = {}) {
  const clock = manualClock();
  const listener = new AbortController();
  const record: RequestRecord = { startedAt: 0, begun: true };
  const pending: Promise<unknown>[] = [];
  const state = { left: 0, problem: undefined as Problem | undefined };
  const app = new Hono<GatewayEnv>();
  app.onError((error) => {
    state.problem = asProblem(error);
    return new Response(null, { status: state.problem.status });
  });
  app.get('/', (c) => {
    c.set('record', record);
    c.set('requestId', 'call-7');
    const leave = () => {
      state.left += 1;
    };
    const usual = {
      format: 'pcm',
      sse: false,
      sampleRate: 48_000,
      ignored: [],
      openEncoder: PLAIN_ENCODERS.pcm,
    } as const;
    return speechResponse(c, { clock }, { ...usual, start, listener, leave, ...stream });
  });
  const execution = {
    waitUntil: (work: Promise<unknown>) => void pending.push(work),
    passThroughOnException() {},
    props: {},
  };
  const ask = async () => app.request('/', {}, {}, execution);
  const end = async (): Promise<BodyEnd | undefined> => {
    await Promise.all(pending);
    return record.ended;
  };
  return { clock, listener, state, ask, end };
}
