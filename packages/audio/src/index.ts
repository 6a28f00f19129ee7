export { MAX_CHANNELS } from './channels.ts';
export { DataError, type DataErrorCode } from './data-error.ts';
export { type DecodeBase64Options, decodeBase64 } from './decode-base64.ts';
export { downmix } from './downmix.ts';
export { encodeBase64 } from './encode-base64.ts';
export { fadeIn, fadeOut, millisecondsToSamples } from './fade.ts';
export { FlacEncoder, type FlacEncoderOptions } from './flac/flac-encoder.ts';
export { DEFAULT_MAX_LINE_CHARS, LineSplitter } from './line-splitter.ts';
export { looksLikeFloat32 } from './looks-like-float32.ts';
export { OggOpus, type OggOpusOptions } from './ogg/ogg-opus.ts';
export { OggPages, type OggPagesOptions } from './ogg/ogg-pages.ts';
export { MAX_WAV_HEADER_BYTES, parseWavHeader, type WavHeader, type WavHeaderResult } from './parse-wav-header.ts';
export {
  BYTES_PER_SAMPLE,
  decodeSamples,
  float32ToFloat,
  floatToInt16,
  int16ToFloat,
  type SampleFormat,
} from './pcm.ts';
export { Resampler } from './resampler.ts';
export { SampleFrames } from './sample-frames.ts';
export { checkSampleRate, isSampleRate, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE } from './sample-rate.ts';
export { type SniffedKind, sniff } from './sniff.ts';
export type { TextKind } from './sniff-text.ts';
export { type SseEvent, sseComment, sseEvent } from './sse-event.ts';
export { type ParsedSseEvent, SseParser } from './sse-parser.ts';
export { MAX_PITCH, MIN_PITCH, PitchShift, type PitchShiftOptions } from './stretch/pitch-shift.ts';
export { MAX_SPEED, MIN_SPEED } from './stretch/stretch-plan.ts';
export { TimeStretch, type TimeStretchOptions } from './stretch/time-stretch.ts';
export type { WavFormat } from './wav-format.ts';
export { WAV_HEADER_BYTES, WAV_UNKNOWN_DATA_BYTES, type WavClip, wavHeader } from './wav-header.ts';
export { type WavEnd, WavReader } from './wav-reader.ts';
