import { TimeStretch } from '@voxlane/audio';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechOrder } from './speech.ts';

/** Option by which a service is told how fast to speak, where it can be told. */
const OPTION = 'speed';

/** An order with its speed as an option, for a service that takes it; another service's order is left as it is. */
export function withSpeedOption(order: SpeechOrder, { template, sidecar }: ServiceConfig): SpeechOrder {
  if (!isNative({ template, sidecar }) || order.speed === undefined) return order;
  return { ...order, options: { ...order.options, [OPTION]: order.speed } };
}

/** Speech at the speed of its order: as it comes where the service was told, else stretched in time, its pitch kept. */
export function atSpeed(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  { speed = 1, sampleRate }: SpeechOrder,
  service: ServiceConfig,
): AsyncGenerator<Float32Array, void, undefined> {
  return speed === 1 || isNative(service) ? audio : stretched(audio, new TimeStretch({ sampleRate, speed }));
}

/** What a sidecar's service takes is not known here, so that we stretch. */
function isNative({ template, sidecar }: Pick<ServiceConfig, 'template' | 'sidecar'>): boolean {
  return sidecar === undefined && Object.hasOwn(template.options, OPTION);
}

async function* stretched(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  stretch: TimeStretch,
): AsyncGenerator<Float32Array, void, undefined> {
  for await (const block of audio) {
    const samples = stretch.push(block);
    if (samples.length > 0) yield samples;
  }
  const tail = stretch.flush();
  if (tail.length > 0) yield tail;
}
