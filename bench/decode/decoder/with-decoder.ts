import { openDecoder } from '@voxlane/linacodec';

/** Which decoder to open; absent numbers are up to it. */
export interface DecoderOrder {
  /** Folder of the checkpoint. */
  model: string;
  /** Folder where built graphs are kept. */
  cache: string;
  workers?: number;
  /** Of each worker. */
  threads?: number;
  fast?: boolean;
}

export type Decoder = Awaited<ReturnType<typeof openDecoder>>;

/**
 * Opens a decoder for as long as `work` takes.
 * @throws Error when it would keep built graphs elsewhere, where nobody would remove them
 */
export async function withDecoder<T>(order: DecoderOrder, work: (decoder: Decoder) => Promise<T>): Promise<T> {
  const { model, cache, ...tuning } = order;
  const decoder = await openDecoder({ model, env: { LINACODEC_CACHE: cache }, ...tuning });
  try {
    const { folder } = decoder.info.cache;
    if (!folder.startsWith(cache)) throw new Error(`the decoder's cache is ${folder}; it should be inside ${cache}`);
    return await work(decoder);
  } finally {
    await decoder.close();
  }
}
