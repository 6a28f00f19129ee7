import { startEmulator } from '@voxlane/emulator/server';
import { cachedTokens } from './cached-tokens.ts';
import { cachedTones } from './cached-tones.ts';
import type { EmulatorOrder } from './emulator-order.ts';
import { preciseClock } from './precise-clock.ts';

/** The emulator in a process of its own, so that it does not share an event loop with the listeners who measure it. */

process.once('message', async ({ sampleRate, endpoints, faults = [] }: EmulatorOrder) => {
  const synthesize = cachedTones(sampleRate);
  const speech = { synthesize, encode: cachedTokens() };
  const { url, emulator } = await startEmulator({ port: 0, clock: preciseClock, ...speech, endpoints });
  for (const rule of faults) emulator.addFaults(rule);
  process.send?.(url);
});
process.once('disconnect', () => process.exit(0));
