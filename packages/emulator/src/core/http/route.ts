import type { EndpointConfig } from '../endpoint-config.ts';
import type { Platform } from '../platform.ts';
import { ReadError } from '../reader.ts';
import { controlApi } from './control-api.ts';
import { lbApi } from './lb-api.ts';
import { plainApi, plainPath } from './plain-api.ts';
import { queueApi } from './queue-api.ts';
import { BodyError } from './read-json-body.ts';
import { errorReply, json } from './replies.ts';
import { spoil } from './spoil.ts';

/**
 * Answers any request to the emulator. Rejects with a ConnectionReset where a fault breaks the connection, and with the
 * reason of the request's signal when the client goes away while its call is held.
 */
export async function route(platform: Platform, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [area, ...path] = url.pathname.split('/').filter((part) => part !== '');
  try {
    switch (area) {
      case undefined:
        return overview(platform);
      case 'v2':
        return await queueApi(platform, path, request, url);
      case 'lb':
        return await lbApi(platform, path, request, url);
      case 'plain':
        return await plainApi(platform, path, request, url);
      case 'files':
        return await files(platform, request, url);
      case '_emulator':
        return await controlApi(platform, path, request);
      default:
        return errorReply(404, `nothing at ${url.pathname}; GET / lists what there is`);
    }
  } catch (error) {
    if (error instanceof BodyError || error instanceof ReadError) return errorReply(400, error.message);
    throw error;
  }
}

async function files(platform: Platform, request: Request, url: URL): Promise<Response> {
  const met = platform.rules.meetFiles();
  const fault = met?.counter.next(met.faults.http, 'files');
  return spoil(fault, request.signal, () => platform.files.reply(url.pathname, request.signal));
}

/** Where endpoints of each kind answer. */
const PATHS: Record<EndpointConfig['kind'], (id: string) => string> = {
  queue: (id) => `/v2/${id}`,
  lb: (id) => `/lb/${id}`,
  plain: plainPath,
};

function overview(platform: Platform): Response {
  const endpoints = [...platform.endpoints.values()].map(({ id, config }) => ({
    id,
    handler: config.handler,
    url: PATHS[config.kind](id),
  }));
  return json({
    name: 'voxlane emulator',
    endpoints,
    operations: [
      'run',
      'runsync',
      'status',
      'status-sync',
      'stream',
      'cancel',
      'retry',
      'purge-queue',
      'health',
      'requests',
    ],
    control: [
      'POST /_emulator/faults',
      'DELETE /_emulator/faults',
      'GET /_emulator/jobs',
      'PUT /_emulator/endpoints/{id}',
    ],
  });
}
