import { cleanErrorText, withDeadline } from '@voxlane/runpod';
import { Problem, type ServiceId } from '@voxlane/schema';
import type { SidecarLink } from '../service-config.ts';
import type { ServiceProbe } from '../service-probe.ts';
import type { SpeechContext } from '../speech.ts';
import { callSidecar, letGo } from './call-sidecar.ts';
import { isFields, type JsonFields, readJson } from './read-json.ts';

/** States of GPU workers that are counted. */
const WORKER_STATES = ['idle', 'initializing', 'ready', 'running', 'throttled', 'unhealthy'] as const;

/** The link and the service whose readiness counts. */
interface Probed {
  id: ServiceId;
  link: SidecarLink;
}

/**
 * Looks whether a sidecar could speak, by its own `/ready`, which in turn looks at the GPU workers behind it.
 * @param timeoutMs for the whole look.
 */
export async function probeSidecar(
  { id, link }: Probed,
  context: Pick<SpeechContext, 'fetch' | 'clock' | 'signal'>,
  timeoutMs: number,
): Promise<ServiceProbe> {
  const { clock, signal } = context;
  const late = () => new Problem('sidecar_unreachable', `The sidecar did not answer within ${timeoutMs} ms`);
  try {
    return await withDeadline(clock, timeoutMs, signal, late, async (inner) => {
      const response = await callSidecar('/ready', { link, context }, inner);
      if (response.status === 200 || response.status === 503) {
        return probeOf(response.status, await readJson(response, timeoutMs, clock, inner), id);
      }
      letGo(response);
      return { reachable: false, message: refusalOf(response.status) };
    });
  } catch {
    return { reachable: false, message: 'the sidecar could not be reached' };
  }
}

function refusalOf(status: number): string {
  if (status === 401 || status === 403) return 'the sidecar did not take SIDECAR_SECRET';
  return `the sidecar answered ${status}; check SIDECAR_URL`;
}

function probeOf(status: number, body: JsonFields | undefined, id: ServiceId): ServiceProbe {
  if (body === undefined) return { reachable: false, message: 'the sidecar answered with something that is not JSON' };
  const workers = workersOf(body, id);
  const counts = workers === undefined ? {} : { workers };
  if (status === 200) return { reachable: true, ...counts };
  const said = typeof body.error === 'string' ? cleanErrorText(body.error) : '';
  return { reachable: false, message: said === '' ? 'the sidecar is not ready' : said, ...counts };
}

/** The counts that are counts, of the states that there are. */
function workersOf({ services }: JsonFields, id: ServiceId): ServiceProbe['workers'] {
  const service = isFields(services) ? services[id] : undefined;
  const workers = isFields(service) ? service.workers : undefined;
  if (!isFields(workers)) return undefined;
  const counts = WORKER_STATES.map((state) => [state, workers[state]] as const).filter(([, count]) => isCount(count));
  return Object.fromEntries(counts) as ServiceProbe['workers'];
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
