import { chooseService, type GatewayEnv } from '@voxlane/gateway';
import { type OptionRule, PITCH_RANGE, Problem, SPEED_RANGE } from '@voxlane/schema';
import type { Catalog } from '@voxlane/speech';
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
 * `GET /v1/audio/voices`, as Open WebUI reads it, and what else there is to choose from: of the service that `service` or
 * `model` of the query names, else of the subdomain's, else of the default one.
 * @throws Problem `unknown_service` with the list.
 */
export function voices(config: EdgeConfig, catalog: Pick<Catalog, 'serviceWith'>): Handler<GatewayEnv> {
  return async (c) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const service = chooseService(c.req.query(), host, config);
    const { template } = await catalog.serviceWith(config.services[service]);
    const names = Object.keys(template.voices);
    const body = {
      service,
      voices: names.map((name) => ({ id: name, name })),
      languages: template.languages,
      speed: rangeOf(template.options.speed, SPEED_RANGE),
      pitch: rangeOf(template.options.pitch, PITCH_RANGE),
    };
    return c.json(body, 200, HEADERS);
  };
}

/** What may be asked for: what a request takes, and where the service does it what the service takes too. */
function rangeOf(rule: OptionRule | undefined, { min, max }: typeof SPEED_RANGE | typeof PITCH_RANGE) {
  if (rule?.type !== 'number') return { min, max };
  return { min: Math.max(min, rule.min), max: Math.min(max, rule.max) };
}

/** OpenAI's clients want the time of creation in seconds since 1970; nobody knows it of these. */
function openaiModel(id: string) {
  return { id, object: 'model', created: 0, owned_by: 'voxlane' };
}
