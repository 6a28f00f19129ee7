import { SERVICE_IDS } from '@voxlane/schema';
import { z } from 'zod';

const TIER = 'middleware-cloudflare';
const WHEN = '2026-01-02T03:04:05.678Z';

const tier = z.literal(TIER);
const timestamp = z.iso.datetime().describe('When this was said.');

/** `GET /health`. */
export const healthShape = z.object({ status: z.literal('healthy'), tier, timestamp, version: z.string() }).meta({
  description: 'This process answers.',
  examples: [{ status: 'healthy', tier: TIER, timestamp: WHEN, version: '0.1.0' }],
});

const serviceStateShape = z.object({
  configured: z.boolean().describe('Whether it is set up here.'),
  reachable: z.boolean().optional().describe('Whether its endpoint answered; missing when it is not set up.'),
  workers: z
    .record(z.string(), z.int())
    .optional()
    .describe('GPU workers by state, where the platform tells them; none at all is normal between requests.'),
  message: z.string().optional().describe('What is missing or wrong.'),
});

const common = { tier, timestamp, services: z.record(z.enum(SERVICE_IDS), serviceStateShape) };

const unset = (name: string) => ({ configured: false, message: `${name} is not set up here` });
const services = {
  vibevoice: { configured: true, reachable: true, workers: { idle: 1, ready: 1, running: 0 } },
  chatterbox: unset('chatterbox'),
  echotts: unset('echotts'),
  qwen: unset('qwen'),
};

/** `GET /ready` with status 200. */
export const readyShape = z.object({ status: z.literal('ready'), ...common }).meta({
  description: 'Every service that is set up can speak.',
  examples: [{ status: 'ready', tier: TIER, timestamp: WHEN, services }],
});

/** `GET /ready` with status 503. */
export const notReadyShape = z
  .object({ status: z.literal('not_ready'), error: z.string(), code: z.string(), ...common, requestId: z.string() })
  .meta({
    description: 'A service that is set up cannot speak, or none is set up.',
    examples: [
      {
        status: 'not_ready',
        error: 'These services cannot be reached: vibevoice',
        code: 'upstream_unreachable',
        tier: TIER,
        timestamp: WHEN,
        services: { ...services, vibevoice: { configured: true, reachable: false, message: 'could not be reached' } },
        requestId: '5f0c0c39-61a2-4c1e-9f6c-0e2a4d1b7c88',
      },
    ],
  });
