import { openDecoder } from '@voxlane/linacodec';
import { decodeDirectly } from '../client/decode-directly.ts';
import { bytesHeard, type Heard } from '../client/heard.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { listenToEdge } from '../client/listen-to-edge.ts';
import { newText } from '../client/spoken-text.ts';
import { withTemporaryFolder } from '../decode/temporary-folder.ts';
import { arrivalOf } from '../figures/arrival.ts';
import { type Spread, spreadOf } from '../figures/spread.ts';
import { medianStages } from '../figures/stage-times.ts';
import { startEdgeProcess } from '../lane/edge-process.ts';
import { warmEndpoint } from '../lane/endpoint-setup.ts';
import { withLane } from '../lane/lane.ts';
import { withSidecar } from '../lane/sidecar-process.ts';
import type { Bench, Figure, Findings } from './bench.ts';

/** Longer than the text: EchoTTS sends a piece of text as one chunk. */
const CHUNK_MS = 60_000;
const CODEC_RATE = 24_000;
/** 100 ms of 48 kHz audio, 16 bits each: the shortest sound that is heard as a beginning. */
const FIRST_SOUND_BYTES = 9_600;
/** Utterances of each way that are not counted: they open connections and warm code up. */
const WARM_UP_ROUNDS = 6;
/** The most that the lane may add to the bare script at p50, in milliseconds. */
const TARGET_ADDED_MS = 15;
/** By then a listener has the first 100 ms of sound, in milliseconds. */
const TARGET_HEARD_MS = 150;

/** How soon a listener hears a model that gives tokens: through edge and sidecar, and by a bare script. */
export const echotts: Bench = { name: 'echotts', ...measured(60), quick: measured(10) };

function measured(rounds: number): Pick<Bench, 'parameters' | 'run'> {
  return {
    parameters: { rounds, warmUpRounds: WARM_UP_ROUNDS, secondsOfSpeech: 3.02, gpuMs: 0, model: 'built-in voice' },
    run: (root) => withTemporaryFolder('voxlane-echotts', (cache) => measureAll(root, cache, rounds)),
  };
}

/** The ways to the same audio, each asked in turn. */
interface Ways<T> {
  lane: T;
  /** The sidecar without the edge before it. */
  sidecar: T;
  bare: T;
}

function measureAll(root: string, cache: string, rounds: number): Promise<Findings> {
  const endpoints = { echotts: { ...warmEndpoint(CHUNK_MS, 0), handler: 'echotts' } };
  return withLane(root, { sampleRate: CODEC_RATE, endpoints }, [], async ({ emulator }) => {
    const endpoint = `${emulator.url}/v2/echotts`;
    const settings = { LINACODEC_CACHE: cache, ECHOTTS_STREAMING_ENDPOINT: endpoint };
    return await withSidecar(root, settings, async (sidecar) => {
      const edge = await startEdgeProcess(root, { SIDECAR_URL: sidecar.url });
      const decoder = await openDecoder({ model: 'nano', env: { LINACODEC_CACHE: cache } });
      try {
        return await withKeptConnections(async (agent) => {
          const by = (url: string) => () => listenToEdge({ url, service: 'echotts', text: newText(1), agent }).heard;
          const bare = () => decodeDirectly({ endpoint, text: newText(1), decoder, agent });
          return compare(await inTurn({ lane: by(edge.url), sidecar: by(sidecar.url), bare }, rounds));
        });
      } finally {
        await decoder.close();
        await edge.close();
      }
    });
  });
}

/** One after the other, each to its end; who begins a round changes, so that nobody always follows the same one. */
async function inTurn(ways: Ways<() => Promise<Heard>>, rounds: number): Promise<Ways<Heard[]>> {
  const heard: Ways<Heard[]> = { lane: [], sidecar: [], bare: [] };
  const names = ['lane', 'sidecar', 'bare'] as const;
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + WARM_UP_ROUNDS + turn) % names.length] ?? 'lane';
      const one = await ways[name]();
      if (round >= 0) heard[name].push(one);
    }
  }
  return heard;
}

function compare({ lane, sidecar, bare }: Ways<Heard[]>): Findings {
  const spreads = {
    laneFirstSample: until(1, lane),
    laneFirstSound: until(FIRST_SOUND_BYTES, lane),
    sidecarFirstSound: until(FIRST_SOUND_BYTES, sidecar),
    bareFirstSample: until(1, bare),
    bareFirstSound: until(FIRST_SOUND_BYTES, bare),
  };
  const { laneFirstSample, laneFirstSound, sidecarFirstSound, bareFirstSample, bareFirstSound } = spreads;
  const added = laneFirstSound.p50 - bareFirstSound.p50;
  const bytes = Math.max(...bare.map(bytesHeard));
  const failed = [...lane, ...sidecar, ...bare].filter((one) => one.failure !== undefined || bytesHeard(one) !== bytes);
  return {
    spreads,
    figures: [
      {
        what: 'first 100 ms of EchoTTS, what the lane adds, p50',
        value: added,
        unit: 'ms',
        target: TARGET_ADDED_MS,
        headline: true,
      },
      ...both('first 100 ms of EchoTTS through the lane', laneFirstSound, { target: TARGET_HEARD_MS, headline: true }),
      ...both('first 100 ms of EchoTTS by a bare script', bareFirstSound),
      ...both('first 100 ms of EchoTTS from the sidecar itself', sidecarFirstSound),
      ...both('first sample of EchoTTS through the lane', laneFirstSample),
      ...both('first sample of EchoTTS by a bare script', bareFirstSample),
      ...stageFigures(lane),
      { what: 'EchoTTS, failed listeners', value: failed.length, unit: 'times', target: 0 },
    ],
  };
}

/** Milliseconds from asking to so many bytes. */
function until(bytes: number, heards: readonly Heard[]): Spread {
  return spreadOf(
    heards.flatMap(({ askedAt, arrivals }) => {
      const at = arrivalOf(bytes, arrivals);
      return at === undefined ? [] : [at - askedAt];
    }),
  );
}

function both(what: string, { p50, p90 }: Spread, more: Pick<Figure, 'target' | 'headline'> = {}): Figure[] {
  return [
    { what: `${what}, p50`, value: p50, unit: 'ms', ...more },
    { what: `${what}, p90`, value: p90, unit: 'ms', ...more },
  ];
}

function stageFigures(lane: readonly Heard[]): Figure[] {
  const stages = medianStages(lane.map(({ serverTiming }) => serverTiming));
  return [...stages].map(([name, value]) => ({ what: `EchoTTS, stage ${name}, p50`, value, unit: 'ms' }));
}
