import {
  AUDIO_FORMATS,
  type AudioFormat,
  LANE_SAMPLE_RATE,
  type OpenaiSpeechRequest,
  openaiSpeechRequest,
  Problem,
  parseOrProblem,
} from '@voxlane/schema';
import type { DeliveredOrder, OrderReader } from '../routes/speech-stream.ts';
import { checkLength } from './check-length.ts';
import { chooseService } from './choose-service.ts';
import { readJsonObject } from './read-json-object.ts';

/** Rate of raw samples in Hz: OpenAI's, which its clients take for granted. */
export const OPENAI_PCM_RATE = 24_000;

/** What raw samples are called on OpenAI's route. */
export function openaiPcmType(sampleRate: number): string {
  return `audio/pcm;rate=${sampleRate};channels=1`;
}

/** What a request to `POST /v1/audio/speech` asks for. */
export const readOpenaiOrder: OrderReader = async (request, config, { clock, signal }) => {
  const bounds = { maxBytes: config.maxBodyBytes, timeoutMs: config.limits.connectMs, clock, signal };
  const body = await readJsonObject(request, bounds, '{"input":"Hello"}');
  const host = request.headers.get('host') ?? new URL(request.url).host;
  const service = chooseService(body, host, config);
  const parsed = parseOrProblem(openaiSpeechRequest, body, 'request body');
  checkLength('input', parsed.input, config.maxInputCharacters);
  return { service, ...orderOf(parsed) };
};

function orderOf(request: OpenaiSpeechRequest): Omit<DeliveredOrder, 'service'> {
  const { input, voice, speed, stream, stream_format } = request;
  const format = formatOf(request);
  const sampleRate = request.sample_rate ?? (format === 'pcm' ? OPENAI_PCM_RATE : LANE_SAMPLE_RATE);
  return {
    text: input,
    voice: typeof voice === 'object' ? voice?.id : voice,
    sampleRate,
    options: optionsOf(request),
    ...(typeof speed === 'number' ? { speed } : {}),
    format,
    sse: stream_format === 'sse',
    dialect: 'openai',
    whole: stream === false,
    pcmType: openaiPcmType(sampleRate),
  };
}

/** @throws Problem `invalid_request` for a format of OpenAI's that no place encodes. */
function formatOf({ response_format }: OpenaiSpeechRequest): AudioFormat {
  const asked = response_format ?? 'mp3';
  const format = AUDIO_FORMATS.find((one) => one === asked);
  if (format !== undefined) return format;
  const details = [{ path: 'response_format', message: 'is not encoded here', allowed: AUDIO_FORMATS }];
  const message = `The response_format ${asked} is not encoded here; ask for ${AUDIO_FORMATS.join(', ')}`;
  throw new Problem('invalid_request', message, { details });
}

/** Options by the names that templates know; those that a service does not take are no matter of OpenAI's clients. */
function optionsOf({ instructions, seed, language }: OpenaiSpeechRequest): Record<string, unknown> {
  const all = { instruct: instructions, seed, language };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
}
