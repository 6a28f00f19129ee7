import { SERVICES, type ServiceId } from '@voxlane/schema';
import type { AppDeps } from './app-deps.ts';
import type { EdgeConfig } from './config/read-config.ts';

/** A name that clients may give as `model`. */
export interface Model {
  id: string;
  /** What people call it. */
  name: string;
}

/** OpenAI's own models, for clients that offer no others: each means the default service. */
const OPENAI_MODELS = ['tts-1', 'tts-1-hd', 'gpt-4o-mini-tts'];

/** The models that can be asked for here: every service that is set up, MODELS, and OpenAI's names for the default one. */
export function modelList({ serviceGap }: Pick<AppDeps, 'serviceGap'>, config: EdgeConfig): Model[] {
  const isSetUp = (id: ServiceId) => serviceGap(config.services[id]) === undefined;
  const services = config.served.filter(isSetUp).map((id) => ({ id, name: SERVICES[id].name }));
  const openai = OPENAI_MODELS.map((id) => [id, config.defaultService] as const);
  const further = Object.entries({ ...Object.fromEntries(openai), ...config.models })
    .filter(([, service]) => isSetUp(service))
    .map(([id, service]) => ({ id, name: `${SERVICES[service].name} (as ${id})` }));
  return [...services, ...further];
}
