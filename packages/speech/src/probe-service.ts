import { healthUrl, QueueClient } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { ServiceConfig } from './service-config.ts';
import type { ServiceProbe } from './service-probe.ts';
import { probeSidecar } from './sidecar/probe-sidecar.ts';
import type { SpeechContext } from './speech.ts';

/** A look must be quick: it serves a readiness route. Milliseconds. */
const PROBE_MS = 3_000;

/**
 * Looks whether a service could speak, without making it: RunPod's `/health`, which also tells the workers. An
 * endpoint whose health cannot be asked for by its URL counts as reachable, since nothing is known against it. A sidecar
 * looks for us, by its `/ready`.
 */
export async function probeService(
  service: ServiceConfig,
  context: Pick<SpeechContext, 'fetch' | 'clock' | 'random' | 'signal'>,
): Promise<ServiceProbe> {
  if (service.sidecar !== undefined) {
    return probeSidecar({ id: service.id, link: service.sidecar }, context, PROBE_MS);
  }
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
