import { type ServiceId, TTS_DEFAULTS, type TtsRequest } from '@voxlane/schema';
import type { SpeechOrder } from '@voxlane/speech';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { chooseService } from './choose-service.ts';
import { saidOptions } from './said-options.ts';
import { speakingFields } from './speaking-fields.ts';

/**
 * Who a request of the Qwen contract is for: its `service`, else the subdomain's, else Qwen.
 * @throws Problem as `chooseService` does.
 */
export function ttsService({ service }: { service?: unknown }, host: string, config: GatewayConfig): ServiceId {
  return chooseService({ service }, host, { ...config, defaultService: TTS_DEFAULTS.service });
}

/** What a request of the Qwen contract orders, at the rate at which the model speaks. */
export function ttsOrder(request: TtsRequest, service: ServiceId, config: GatewayConfig): SpeechOrder {
  const { text, speaker, instruct, seed } = request;
  return {
    service,
    text,
    voice: speaker ?? undefined,
    sampleRate: undefined,
    options: saidOptions({ language: languageOf(request, service, config), instruct, seed }),
    ...speakingFields(request),
  };
}

/** Only a service that is told a language needs a word of it where the request has none. */
function languageOf({ language }: TtsRequest, service: ServiceId, { services }: GatewayConfig): string | undefined {
  const isTold = Object.hasOwn(services[service].template.options, 'language');
  return language || (isTold ? TTS_DEFAULTS.language : undefined);
}
