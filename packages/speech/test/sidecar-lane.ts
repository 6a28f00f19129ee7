import type { ServiceTemplate } from '@voxlane/schema';
import type { SidecarLink } from '../src/service-config.ts';
import type { Speech, SpeechOrder } from '../src/speech.ts';
import { FakeSidecar } from './fake-sidecar.ts';
import { type Lane, type LaneOptions, lane } from './lane.ts';

/** A lane whose `echotts` is spoken by a sidecar. */
export interface SidecarLane extends Lane {
  sidecar: FakeSidecar;
}

interface SidecarLaneOptions extends LaneOptions {
  link?: Partial<SidecarLink>;
  /** Who speaks when `echotts` fails. */
  echottsFallback?: 'vibevoice';
  /** Changes to the template of `echotts`. */
  echotts?: Partial<ServiceTemplate>;
}

/** Orders go to `echotts` unless they say otherwise. */
export function sidecarLane({ link, echottsFallback, echotts, ...rest }: SidecarLaneOptions = {}): SidecarLane {
  const setting = lane(rest);
  const sidecar = new FakeSidecar(link);
  const { services } = setting.context;
  const template = { ...services.echotts.template, ...echotts };
  const changed = { template, sidecar: sidecar.link, fallback: echottsFallback };
  setting.context.services = { ...services, echotts: { ...services.echotts, ...changed } };
  const start = (order: Partial<SpeechOrder> = {}): Promise<Speech> => setting.start({ service: 'echotts', ...order });
  return { ...setting, sidecar, start };
}

/** `count` samples of one 16-bit value as raw bytes. */
export function raw(value: number, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * count);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) view.setInt16(2 * i, value, true);
  return bytes;
}
