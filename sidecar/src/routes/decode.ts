import {
  chooseDelivery,
  type GatewayEnv,
  listenerOf,
  openEncoder,
  refuseCompressed,
  speechResponse,
  takePlace,
} from '@voxlane/gateway';
import { audioFormat, LANE_SAMPLE_RATE, Problem, parseOrProblem, speechRequest, streamFormat } from '@voxlane/schema';
import type { Handler } from 'hono';
import { z } from 'zod';
import type { AppDeps } from '../app-deps.ts';
import { startDecoding } from '../codec/start-decoding.ts';

/** How the audio is asked for; the body is tokens and nothing else. */
const query = z.object({
  format: audioFormat.optional(),
  stream_format: streamFormat.optional(),
  sample_rate: z.preprocess((text) => (text === undefined ? text : Number(text)), speechRequest.shape.sample_rate),
});

/**
 * `POST /v1/decode`: tokens in, audio out while tokens still arrive. The body is JSON documents such as
 * `{"tokens": [...], "embedding": [...]}`, one a line or run together, or one with all of it.
 */
export function decode(deps: AppDeps): Handler<GatewayEnv> {
  const { limits, maxBodyBytes } = deps.config;
  return async (c) => {
    const listener = listenerOf(c.req.raw);
    const asked = parseOrProblem(query, c.req.query(), 'query');
    const { format, sse } = chooseDelivery(asked, c.req.header('accept'));
    const encode = openEncoder(deps.encoders, format);
    const sampleRate = asked.sample_rate ?? LANE_SAMPLE_RATE;
    refuseCompressed(c.req.raw);
    const { body } = c.req.raw;
    if (body === null)
      throw new Problem('invalid_request', 'The request has no body; send {"tokens":[...],"embedding":[...]}');
    const record = c.get('record');
    record.order = { service: 'echotts', voice: '(tokens)', characters: 0, sampleRate };
    const context = { ...deps, limits, maxBodyBytes, signal: listener.signal, sampleRate };
    const { start, leave } = takePlace(deps, record, listener.signal, () => {
      return startDecoding(body, context, (report) => {
        record.report = report;
      });
    });
    const how = { format, openEncoder: encode, sse, sampleRate };
    return await speechResponse(c, deps, { ...how, ignored: [], start, listener, leave });
  };
}
