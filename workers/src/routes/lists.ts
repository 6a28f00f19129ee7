import { chooseService, type GatewayEnv } from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import type { Handler } from 'hono';
import type { AppDeps } from '../app-deps.ts';
import type { EdgeConfig } from '../config/read-config.ts';
import { modelList } from '../model-list.ts';

/** A list follows from the settings, which change with a deployment. */
const HEADERS = { 'Cache-Control': 'no-cache' };

/** `GET /v1/models`, in OpenAI's shape. */
export function models(deps: AppDeps, config: EdgeConfig): Handler<GatewayEnv> {
  const data = modelList(deps, config).map(({ id }) => openaiModel(id));
  return (c) => c.json({ object: 'list', data }, 200, HEADERS);
}

/** `GET /v1/models/{id}`, in OpenAI's shape. */
export function model(deps: AppDeps, config: EdgeConfig): Handler<GatewayEnv> {
  const ids = modelList(deps, config).map(({ id }) => id);
  return (c) => {
    const asked = c.req.param('id') ?? '';
    if (ids.includes(asked)) return c.json(openaiModel(asked), 200, HEADERS);
    throw new Problem('model_not_found', `There is no such model; the models are ${ids.join(', ')}`, {
      details: [{ path: 'model', message: 'is not a model of this place', allowed: ids }],
    });
  };
}

/** `GET /v1/audio/models`, as Open WebUI reads it. */
export function audioModels(deps: AppDeps, config: EdgeConfig): Handler<GatewayEnv> {
  const listed = modelList(deps, config);
  return (c) => c.json({ models: listed }, 200, HEADERS);
}

/**
 * `GET /v1/audio/voices`, as Open WebUI reads it: the voices of the service that `service` or `model` of the query names,
 * else of the subdomain's, else of the default one.
 * @throws Problem `unknown_service` with the list.
 */
export function voices(config: EdgeConfig): Handler<GatewayEnv> {
  return (c) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const service = chooseService(c.req.query(), host, config);
    const names = Object.keys(config.services[service].template.voices);
    return c.json({ service, voices: names.map((name) => ({ id: name, name })) }, 200, HEADERS);
  };
}

/** OpenAI's clients want the time of creation in seconds since 1970; nobody knows it of these. */
function openaiModel(id: string) {
  return { id, object: 'model', created: 0, owned_by: 'voxlane' };
}
