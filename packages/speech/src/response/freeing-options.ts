import type { BodyOptions } from './pull-body.ts';
import type { SampleEncoder } from './sample-encoder.ts';

/** Options of a body that also give its encoder back at its end, whichever that is. */
export function freeingOptions<T extends BodyOptions>(encoder: SampleEncoder, options: T): T {
  const onEnd: BodyOptions['onEnd'] = (end) => {
    try {
      encoder.free?.();
    } finally {
      options.onEnd(end);
    }
  };
  return { ...options, onEnd };
}
