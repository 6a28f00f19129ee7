import { WORKLET_SOURCE } from './worklet-source.ts';

/** Contexts that have the processor, or are getting it: registering it twice is an error. */
const loaded = new WeakMap<BaseAudioContext, Promise<void>>();

/** Brings the processor into a context, from `url` or else from the source in hand. Rejects where that is not allowed. */
export function loadWorklet(context: BaseAudioContext, url?: string | URL | undefined): Promise<void> {
  const known = loaded.get(context);
  if (known !== undefined) return known;
  const loading = url === undefined ? addSource(context) : context.audioWorklet.addModule(url);
  loaded.set(context, loading);
  return loading;
}

async function addSource(context: BaseAudioContext): Promise<void> {
  const url = URL.createObjectURL(new Blob([WORKLET_SOURCE], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
