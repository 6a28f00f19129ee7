import type { SpeechOrder } from '../speech.ts';

/** An order to a sidecar, whose models speak at many rates behind it, names the rate. */
export type RatedOrder = SpeechOrder & { sampleRate: number };
