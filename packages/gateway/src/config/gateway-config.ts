import type { TimeLimits } from '@voxlane/runpod';
import type { ServiceId } from '@voxlane/schema';
import type { ServiceConfigs } from '@voxlane/speech';
import type { z } from 'zod';
import type { LogLevel } from '../log/log-level.ts';
import type { AllowedOrigins } from './address-settings.ts';
import type { gatewaySettings } from './gateway-settings.ts';

/** A gateway as it is set up: parsed once, trusted everywhere. */
export interface GatewayConfig {
  enableStreaming: boolean;
  /** The services that may be asked for here. */
  served: readonly ServiceId[];
  /** Speaks when neither body nor subdomain says who. */
  defaultService: ServiceId;
  services: ServiceConfigs;
  /** Services by further names that clients may give as `model`. */
  models: Readonly<Record<string, ServiceId>>;
  apiKeys: readonly string[];
  allowedOrigins: AllowedOrigins;
  limits: TimeLimits;
  /** `limits.queueMs` of events. */
  eventsQueueMs: number;
  /** Whether a job that no worker took in time stays queued. */
  keepsColdJobs: boolean;
  maxTextCharacters: number;
  /** Longest `input` of OpenAI's route. */
  maxInputCharacters: number;
  maxBodyBytes: number;
  lookAhead: number;
  attempts: number;
  breakerFailures: number;
  logLevel: LogLevel;
}

/** What {@link gatewaySettings} come to. */
export type GatewayValues = { [Name in keyof typeof gatewaySettings]: z.output<(typeof gatewaySettings)[Name]> };

/** The part of a configuration that every gateway reads alike. */
export function gatewayConfig(
  values: GatewayValues,
  own: Pick<GatewayConfig, 'served' | 'defaultService' | 'services' | 'models' | 'maxInputCharacters'>,
): GatewayConfig {
  return {
    ...own,
    enableStreaming: values.ENABLE_STREAMING,
    apiKeys: values.API_KEYS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    limits: {
      connectMs: values.TIMEOUT_MS,
      firstAudioMs: values.TIMEOUT_MS,
      queueMs: values.QUEUE_TIMEOUT_MS,
      chunkMs: values.CHUNK_TIMEOUT_MS,
      clipMs: values.ITEM_TIMEOUT_MS,
      totalMs: values.TOTAL_TIMEOUT_MS,
    },
    eventsQueueMs: values.EVENTS_QUEUE_TIMEOUT_MS || values.QUEUE_TIMEOUT_MS,
    keepsColdJobs: values.COLD_START === 'keep',
    maxTextCharacters: values.MAX_TEXT_CHARACTERS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    lookAhead: values.LOOK_AHEAD,
    attempts: values.MAX_ATTEMPTS,
    breakerFailures: values.BREAKER_FAILURES,
    logLevel: values.LOG_LEVEL,
  };
}
