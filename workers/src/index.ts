import { logTo } from '@voxlane/gateway';
import { systemClock } from '@voxlane/runpod';
import { asProblem } from '@voxlane/schema';
import { checkOrder, PLAIN_ENCODERS, probeService, SpeechCache, startSpeech } from '@voxlane/speech';
import manifest from '../package.json' with { type: 'json' };
import { createApp } from './app.ts';
import type { AppDeps } from './app-deps.ts';
import { readConfig } from './config/read-config.ts';
import { serviceGap } from './config/service-gap.ts';
import { lame } from './lame.ts';
import { libopus } from './libopus.ts';
import { mp3Encoder } from './mp3-encoder.ts';
import { opusEncoder } from './opus-encoder.ts';
import { sidecarFetch } from './sidecar-binding.ts';
import { cacheStore } from './speech-store.ts';
import { storeOrigin } from './store-origin.ts';

export { SidecarContainer } from './sidecar-container.ts';

/** Settings and secrets by name, and what is bound: Cloudflare's rate limiter, and a sidecar as SIDECAR. */
interface Env extends Readonly<Record<string, unknown>> {
  RATE_LIMITER?: RateLimit;
}

let app: ReturnType<typeof createApp> | undefined;

/** The edge on Cloudflare Workers: the composition root, and the one place that knows the platform. */
export default {
  fetch(request, env, context) {
    // The settings of an isolate never change, so they are read with its first request.
    app ??= createApp(cloudflareDeps(env, storeOrigin(request.url)));
    return app.fetch(request, env, context);
  },
} satisfies ExportedHandler<Env>;

function cloudflareDeps(env: Env, origin: string): AppDeps {
  const config = configOf(env);
  const limiter = env.RATE_LIMITER;
  return {
    config,
    version: manifest.version,
    tier: 'middleware-cloudflare',
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    date: () => new Date(),
    random: Math.random,
    newId: () => crypto.randomUUID(),
    // Workers take their logs from the console.
    log: logTo('logLevel' in config ? config.logLevel : 'info', console.log),
    addressOf: (request) => request.headers.get('cf-connecting-ip') ?? undefined,
    rateLimit: limiter && (async (key) => (await limiter.limit({ key })).success),
    startSpeech,
    checkOrder,
    probeService,
    serviceGap,
    encoders: {
      ...PLAIN_ENCODERS,
      mp3: mp3Encoder(lame),
      opus: opusEncoder(libopus, () => Math.floor(Math.random() * 2 ** 32)),
    },
    ...speechCacheOf(config, origin),
  };
}

/** None, unless the settings say for how long. */
function speechCacheOf(config: AppDeps['config'], origin: string): Pick<AppDeps, 'speechCache'> {
  if (!('cache' in config) || config.cache.seconds === 0) return {};
  const { seconds, maxBytes } = config.cache;
  const store = cacheStore({ caches, seconds, origin, newId: () => crypto.randomUUID() });
  return { speechCache: new SpeechCache({ store, maxBytes, start: startSpeech }) };
}

function configOf(env: Env): AppDeps['config'] {
  try {
    return readConfig(env, sidecarFetch(env));
  } catch (error) {
    return asProblem(error);
  }
}
