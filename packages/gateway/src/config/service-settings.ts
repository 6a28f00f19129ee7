import { parseEndpoint } from '@voxlane/runpod';
import {
  isServiceId,
  Problem,
  SERVICE_IDS,
  type ServiceId,
  type ServiceOverride,
  serviceOverride,
} from '@voxlane/schema';
import { builtinTemplates, mergeTemplate } from '@voxlane/speech';
import { partsOf, SettingFault, setting } from './setting.ts';

export type ServiceOverrides = Readonly<Partial<Record<ServiceId, ServiceOverride>>>;
export type Models = Readonly<Record<string, ServiceId>>;
export type Fallbacks = Readonly<Partial<Record<ServiceId, ServiceId>>>;

/** Template fields whose keys are names that an operator gives. */
const NAMED_BY_OPERATOR: ReadonlySet<PropertyKey> = new Set(['voices', 'options', 'fixed']);

const LISTED = SERVICE_IDS.join(', ');

/** SERVICES: a JSON object from service id to what differs from its built-in template. */
export function serviceOverrides() {
  const should = `a JSON object with any of the keys ${LISTED}, each an object of template fields`;
  return setting<ServiceOverrides>({}, should, (text) => {
    const entries = Object.entries(readObject(text) ?? {}).map(([id, value]) => [id, readOverride(id, value)]);
    return readObject(text) === undefined ? undefined : Object.fromEntries(entries);
  });
}

/** FALLBACKS: `vibevoice:chatterbox,chatterbox:vibevoice`; a JSON object says the same. */
export function fallbacks() {
  const should = `pairs such as vibevoice:chatterbox, comma-separated, of two different services of ${LISTED}`;
  return setting<Fallbacks>({}, should, (text) => {
    const pairs = text.startsWith('{') ? Object.entries(readObject(text) ?? {}) : partsOf(text)?.map(splitPair);
    return pairs?.every(isPair) ? Object.fromEntries(pairs) : undefined;
  });
}

/** MODELS: `kokoro:vibevoice,narrator:echotts`; a JSON object says the same. */
export function models() {
  const should = `pairs such as my-model:vibevoice, comma-separated, of a name and one of ${LISTED}`;
  return setting<Models>({}, should, (text) => {
    const pairs = text.startsWith('{') ? Object.entries(readObject(text) ?? {}) : partsOf(text)?.map(splitModel);
    return pairs?.every(isModel) ? Object.fromEntries(pairs) : undefined;
  });
}

function readObject(text: string): Record<string, unknown> | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function readOverride(id: string, value: unknown): ServiceOverride {
  if (!isServiceId(id)) throw new SettingFault(`'${id.slice(0, 50)}' is no service`);
  const parsed = serviceOverride.safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success) throw new SettingFault(`${fieldAt([id, ...(issue?.path ?? [])])}: ${issue?.message}`);
  checkMerged(id, parsed.data);
  return parsed.data;
}

/** The path of a field without the operator's own names, which are values to whoever reads the fault. */
function fieldAt(path: readonly PropertyKey[]): string {
  const named = path.findIndex((part) => NAMED_BY_OPERATOR.has(part));
  return (named === -1 ? path : path.slice(0, named + 1)).join('.');
}

/** What fits by itself may not fit the built-in template, such as a default voice that does not exist. */
function checkMerged(id: ServiceId, override: ServiceOverride): void {
  try {
    const { kind } = mergeTemplate(builtinTemplates[id], override);
    if (override.endpoint !== undefined) parseEndpoint(override.endpoint, kind);
  } catch (error) {
    throw new SettingFault(`${id}: ${error instanceof Problem ? error.message : 'does not fit the built-in template'}`);
  }
}

function splitPair(text: string): [string, unknown] {
  const [from = '', to, ...rest] = text.split(':').map((part) => part.trim());
  return [from, rest.length === 0 ? to : undefined];
}

/** Names of models have colons themselves, so that the last one counts. */
function splitModel(text: string): [string, unknown] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
}

function isModel(pair: [string, unknown]): pair is [string, ServiceId] {
  const [name, service] = pair;
  return name !== '' && !isServiceId(name) && typeof service === 'string' && isServiceId(service);
}

function isPair(pair: [string, unknown]): pair is [ServiceId, ServiceId] {
  const [from, to] = pair;
  return isServiceId(from) && typeof to === 'string' && isServiceId(to) && from !== to;
}
