import {
  type AudioPayload,
  type JobObserver,
  type LoadBalancingEndpoint,
  QueueClient,
  type QueueEndpoint,
  runJob,
  runLb,
} from '@voxlane/runpod';
import { Problem, SERVICES } from '@voxlane/schema';
import type { CheckedOrder } from './check-order.ts';
import { jobInput } from './job-input.ts';
import type { OutputRate } from './output-rate.ts';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechContext } from './speech.ts';
import type { UpstreamLimits } from './upstream-limits.ts';

/** What speaking one piece takes beside its text. */
export interface PieceSetting {
  service: ServiceConfig;
  order: CheckedOrder;
  /** Output rate, which the first audio of the order may decide. */
  rate: OutputRate;
  observer: JobObserver;
  /** Called when the upstream has a place for the job, which is then submitted. */
  onPlace?: () => void;
  upstreamLimits: Pick<UpstreamLimits, 'slot'>;
  context: SpeechContext;
}

/**
 * Has one piece of text spoken by a job at whatever kind of endpoint the service has.
 * @throws Problem `not_configured` when it has none.
 */
export function openJob(
  text: string,
  setting: PieceSetting,
  signal: AbortSignal,
): AsyncGenerator<AudioPayload, void, undefined> {
  const { service, order } = setting;
  const { id, template, endpoint } = service;
  if (endpoint === undefined) throw new Problem('not_configured', `${SERVICES[id].name} has no endpoint here`);
  const input = jobInput(text, order, template);
  return endpoint.kind === 'queue'
    ? openQueueJob(endpoint, input, setting, signal)
    : openLbJob(endpoint, input, setting, signal);
}

function openQueueJob(
  endpoint: QueueEndpoint,
  input: Record<string, unknown>,
  setting: PieceSetting,
  signal: AbortSignal,
) {
  const { fetch, clock, random, limits, defer, keepsColdJobs } = setting.context;
  const { apiKey, template } = setting.service;
  const client = new QueueClient({ base: endpoint.base, apiKey, fetch, clock, random, connectMs: limits.connectMs });
  const { observer } = setting;
  return runJob(
    input,
    {
      client,
      clock,
      limits,
      onGap: template.onGap,
      keepsColdJobs,
      wholeClips: template.wholeClips,
      files: filesOf(setting),
      observer,
      defer,
    },
    signal,
  );
}

function openLbJob(
  endpoint: LoadBalancingEndpoint,
  input: Record<string, unknown>,
  setting: PieceSetting,
  signal: AbortSignal,
) {
  const { fetch, clock, limits } = setting.context;
  const { apiKey, template } = setting.service;
  const { onGap, encoding, sampleRate, fixed, wholeClips } = template;
  const asked = fixed.sample_rate;
  const rate = {
    sampleRate: sampleRate ?? undefined,
    assumedSampleRate: typeof asked === 'number' ? asked : undefined,
  };
  const { observer } = setting;
  const deps = {
    url: endpoint.url,
    apiKey,
    fetch,
    clock,
    limits,
    files: filesOf(setting),
    observer,
    onGap,
    encoding,
    wholeClips,
    ...rate,
  };
  return runLb(input, deps, signal);
}

function filesOf({ context, service }: PieceSetting) {
  const { fetch, clock, random, limits } = context;
  return { fetch, clock, random, audioHosts: service.template.audioHosts, timeoutMs: limits.connectMs };
}
