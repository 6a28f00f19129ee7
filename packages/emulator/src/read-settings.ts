import { type EndpointConfigPatch, parseEndpointConfig } from './core/endpoint-config.ts';
import { ReadError } from './core/reader.ts';
import type { ServerOptions } from './server.ts';

const DEFAULT_PORT = 8_788;
const MAX_PORT = 65_535;

/**
 * Settings of the environment: EMULATOR_PORT, EMULATOR_HOST, EMULATOR_API_KEYS (with commas), EMULATOR_ENDPOINTS (JSON:
 * endpoint id -> any part of its configuration). Throws an Error that names the setting and what it must be.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ServerOptions {
  return {
    port: portOf(env.EMULATOR_PORT),
    host: env.EMULATOR_HOST || '127.0.0.1',
    apiKeys: (env.EMULATOR_API_KEYS ?? '').split(',').filter((key) => key !== ''),
    endpoints: endpointsOf(env.EMULATOR_ENDPOINTS || '{}'),
  };
}

function portOf(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= MAX_PORT) return port;
  throw new ReadError(`EMULATOR_PORT is ${text}; it must be a port, 0..${MAX_PORT}`);
}

function endpointsOf(text: string): Record<string, EndpointConfigPatch> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReadError('EMULATOR_ENDPOINTS must be JSON: {"endpoint id": {"pace": {"coldStartMs": 0}}}');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ReadError('EMULATOR_ENDPOINTS must be a JSON object: endpoint id -> configuration');
  }
  return Object.fromEntries(
    Object.entries(value).map(([id, patch]) => [id, parseEndpointConfig(patch, `EMULATOR_ENDPOINTS.${id}`)]),
  );
}
