import { LANE_SAMPLE_RATE, optionsOf, parseOrProblem, speechRequest } from '@voxlane/schema';
import type { SpeechOrder } from '@voxlane/speech';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { askedHost } from './asked-host.ts';
import { checkLength } from './check-length.ts';
import { chooseDelivery, type Delivery } from './choose-delivery.ts';
import { chooseService } from './choose-service.ts';
import type { BodyBounds } from './read-bounded.ts';
import { readJsonObject } from './read-json-object.ts';
import { saidOptions } from './said-options.ts';
import { speakingFields } from './speaking-fields.ts';

/**
 * What a request to `POST /api/tts/stream` asks for. Whether the service has the voice and takes the options is the
 * service's own check.
 * @throws Problem for every fault of the request.
 */
export async function readOrder(
  request: Request,
  config: GatewayConfig,
  { clock, signal }: Pick<BodyBounds, 'clock' | 'signal'>,
): Promise<SpeechOrder & Delivery> {
  const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
  const body = await readJsonObject(request, bounds);
  const service = chooseService(body, askedHost(request), config);
  const parsed = parseOrProblem(speechRequest, body, 'request body');
  checkLength('text', parsed.text, config.maxTextCharacters);
  return {
    service,
    text: parsed.text,
    voice: parsed.voice,
    sampleRate: parsed.sample_rate ?? LANE_SAMPLE_RATE,
    options: { ...optionsOf(parsed), ...saidOptions({ language: parsed.language }) },
    ...speakingFields(parsed),
    ...chooseDelivery(parsed, request.headers.get('accept') ?? undefined),
  };
}
