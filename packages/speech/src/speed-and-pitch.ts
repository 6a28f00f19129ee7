import { MAX_PITCH, MAX_SPEED, MIN_PITCH, MIN_SPEED, PitchShift } from '@voxlane/audio';
import type { OptionRule } from '@voxlane/schema';
import type { OutputRate } from './output-rate.ts';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechOrder } from './speech.ts';

/** What an order may say of how it is spoken that also we can do; each is named like the option a service takes for it. */
const NAMES = ['speed', 'pitch'] as const;
type Manner = Record<(typeof NAMES)[number], number>;

/** What we can do of it. */
const OWN_RULES: Readonly<Record<keyof Manner, OptionRule>> = {
  speed: { type: 'number', min: MIN_SPEED, max: MAX_SPEED },
  pitch: { type: 'number', min: MIN_PITCH, max: MAX_PITCH },
};

/** Only these have anything to say here. */
type Spoken = Pick<ServiceConfig, 'template' | 'sidecar'>;

/** Speed and pitch of an order as options, as far as the service takes them. */
export function toldManner(order: SpeechOrder, service: Spoken): Partial<Manner> {
  return mannerOf(order, (name) => isTold(name, service));
}

/** The rules for what is left to us, with what an order says of it. */
export function ownMannerRules(order: SpeechOrder, service: Spoken): [name: string, value: number, rule: OptionRule][] {
  const asked = mannerOf(order, (name) => !isTold(name, service));
  return NAMES.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name], OWN_RULES[name]]]));
}

/** The speed and pitch that are left to us: 1 each where there is nothing to do. */
export function ownManner(order: Pick<SpeechOrder, 'speed' | 'pitch'>, service: Spoken): Manner {
  const own = NAMES.map((name) => [name, isTold(name, service) ? 1 : (order[name] ?? 1)]);
  return Object.fromEntries(own) as Manner;
}

/** Speech at the speed and pitch of its order: as it comes where the service was told, else changed by us. */
export function withSpeedAndPitch(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  order: SpeechOrder,
  service: Spoken,
  rate: OutputRate,
): AsyncGenerator<Float32Array, void, undefined> {
  const { speed, pitch } = ownManner(order, service);
  const shift = () => new PitchShift({ sampleRate: rate.hz, speed, pitch });
  return speed === 1 && pitch === 1 ? audio : shifted(audio, shift);
}

function mannerOf(order: SpeechOrder, wanted: (name: keyof Manner) => boolean): Partial<Manner> {
  const asked = NAMES.filter((name) => order[name] !== undefined && wanted(name));
  return Object.fromEntries(asked.map((name) => [name, order[name]]));
}

/** What a sidecar's service takes is not known here, so that we do it. */
function isTold(name: string, { template, sidecar }: Spoken): boolean {
  return sidecar === undefined && Object.hasOwn(template.options, name);
}

/** @param begin makes the shift, once there is audio whose rate is known. */
async function* shifted(
  audio: AsyncGenerator<Float32Array, void, undefined>,
  begin: () => PitchShift,
): AsyncGenerator<Float32Array, void, undefined> {
  let shift: PitchShift | undefined;
  for await (const block of audio) {
    shift ??= begin();
    const samples = shift.push(block);
    if (samples.length > 0) yield samples;
  }
  const tail = shift?.flush();
  if (tail !== undefined && tail.length > 0) yield tail;
}
