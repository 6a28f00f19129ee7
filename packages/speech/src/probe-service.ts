import { healthUrl, QueueClient } from '@voxlane/runpod';
import { type EndpointHealth, Problem } from '@voxlane/schema';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechContext } from './speech.ts';

/** What a look at an endpoint found. */
export interface ServiceProbe {
  /** True when the endpoint answered as an endpoint of ours. */
  reachable: boolean;
  workers?: EndpointHealth['workers'];
  /** Why not, in one clean sentence. */
  message?: string;
}

/** A look must be quick: it serves a readiness route. Milliseconds. */
const PROBE_MS = 3_000;

/**
 * Looks whether a service could speak, without making it: RunPod's `/health`, which also tells the workers. An
 * endpoint whose health cannot be asked for by its URL counts as reachable, since nothing is known against it.
 */
export async function probeService(
  service: ServiceConfig,
  context: Pick<SpeechContext, 'fetch' | 'clock' | 'random' | 'signal'>,
): Promise<ServiceProbe> {
  if (service.endpoint === undefined) return { reachable: false, message: 'not configured' };
  const url = healthUrl(service.endpoint);
  if (url === undefined) return { reachable: true };
  const { fetch, clock, random } = context;
  const base = url.slice(0, -'/health'.length);
  const client = new QueueClient({ base, apiKey: service.apiKey, fetch, clock, random, connectMs: PROBE_MS });
  try {
    const { workers } = await client.health(PROBE_MS, context.signal);
    return { reachable: true, workers };
  } catch (error) {
    return { reachable: false, message: error instanceof Problem ? error.message : 'could not be asked' };
  }
}
