import type { Decoder } from '@voxlane/linacodec';
import { CodecModel } from '../src/codec/codec-model.ts';

/** A model that holds a decoder already. */
export function loadedModel(decoder: Decoder, realTimeFactor = 0.05): CodecModel {
  const model = new CodecModel();
  model.load({ decoder, realTimeFactor });
  return model;
}
