import { availableParallelism } from 'node:os';
import { logTo } from '@voxlane/gateway';
import { openDecoder } from '@voxlane/linacodec';
import { systemClock } from '@voxlane/runpod';
import { checkOrder, PLAIN_ENCODERS, probeService, startSpeech } from '@voxlane/speech';
import manifest from '../../package.json' with { type: 'json' };
import { WaitingLine } from '../admission/waiting-line.ts';
import { createApp } from '../app.ts';
import { capacityNote } from '../codec/capacity-note.ts';
import { codecDecoder } from '../codec/codec-decoder.ts';
import { CodecModel } from '../codec/codec-model.ts';
import { loadModel } from '../codec/load-model.ts';
import { configWarnings } from '../config/config-warnings.ts';
import { readConfig, type SidecarConfig } from '../config/read-config.ts';
import { serviceGap } from '../config/service-gap.ts';
import { SidecarMetrics } from '../metrics/sidecar-metrics.ts';
import { endGracefully } from './end-gracefully.ts';
import { listen } from './listen.ts';
import { PendingWork } from './pending-work.ts';

/** What it may take to answer a request whose time is up, in milliseconds. */
const LAST_WORD_MS = 5_000;

/** What a sidecar writes, and where. */
export interface Outputs {
  /** Takes the log line of a request, as JSON. */
  log: (json: string) => void;
  /** Takes a line about the process itself. */
  notice: (line: string) => void;
}

/** A sidecar that listens. */
export interface RunningSidecar {
  /** Such as `http://127.0.0.1:4173`. */
  url: string;
  config: SidecarConfig;
  /** Resolves when the model is loaded and warm; rejects when it cannot be. */
  loaded: Promise<void>;
  /**
   * Takes no new streams, lets running ones finish for DRAIN_TIMEOUT_MS, cancels what is left, and ends everything.
   * @param now aborts to end at once.
   */
  end(now?: AbortSignal): Promise<void>;
}

/**
 * Starts a sidecar: it listens at once, so that `/health` and `/ready` can be asked while the model is being loaded.
 * @throws Problem `not_configured` for wrong settings, and what listening throws.
 */
export async function startSidecar(
  env: Readonly<Record<string, string | undefined>>,
  { log, notice }: Outputs,
): Promise<RunningSidecar> {
  const config = readConfig(env, availableParallelism());
  for (const warning of configWarnings(config)) notice(warning);
  const now = () => performance.now();
  const clock = { ...systemClock, now };
  const model = new CodecModel();
  const line = new WaitingLine({ ...config, waitMs: config.limits.queueMs }, clock);
  const metrics = new SidecarMetrics({ admission: line, model, maxStreams: config.maxStreams });
  const onDecoded = metrics.decoded.bind(metrics);
  const writeLog = logTo(config.logLevel, log);
  const app = createApp({
    config,
    version: manifest.version,
    tier: 'middleware-sidecar',
    model,
    admission: line,
    fetch: (input, init) => fetch(input, init),
    clock,
    date: () => new Date(),
    random: Math.random,
    newId: () => crypto.randomUUID(),
    log: (entry) => {
      metrics.request(entry);
      writeLog(entry);
    },
    startSpeech,
    checkOrder,
    probeService,
    serviceGap,
    encoders: PLAIN_ENCODERS,
    tokenDecoder: codecDecoder(model, now, onDecoded),
    onDecoded,
    metrics: () => metrics.read(),
  });
  const pending = new PendingWork();
  const { connectMs, queueMs, totalMs } = config.limits;
  // A request may come slowly, wait for its place, then take all of its time, and still be told how it ended.
  const answerMs = connectMs + queueMs + totalMs + LAST_WORD_MS;
  const server = await listen(app, { ...config, answerMs }, pending);
  const stopLoading = new AbortController();
  const loading = loadModel(model, config.codec, { openDecoder, env, now, notice, signal: stopLoading.signal });
  const loaded = loading.then(({ info: { workers } }) => {
    const { realTimeFactor } = model;
    if (realTimeFactor !== undefined) notice(capacityNote({ realTimeFactor, workers, maxStreams: config.maxStreams }));
  });
  // Whoever does not ask for it learns from `/ready`.
  loaded.catch(() => undefined);
  return {
    url: server.url,
    config,
    loaded,
    async end(hurry = new AbortController().signal) {
      await endGracefully({ line, server, pending, clock, drainMs: config.drainMs }, hurry);
      stopLoading.abort(new Error('the sidecar ends'));
      // The process may not end while a thread is in the middle of native code.
      await loading.then((decoder) => decoder.close()).catch(() => undefined);
    },
  };
}
