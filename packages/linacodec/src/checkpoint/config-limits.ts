/*
 * What a configuration may ask for. Each limit is several times the official model's number, so that variants fit, and
 * small enough that no configuration makes the decoder allocate without measure.
 */

/** Bytes of one YAML file; the official ones have under 3 KiB. */
export const MAX_CONFIG_BYTES = 32 * 1024;

/** Uses of YAML anchors in one file: a dump names a list that stands twice, a bomb multiplies. */
export const MAX_YAML_ALIASES = 16;

/** Channels of any layer; official: at most 2048. */
export const MAX_WIDTH = 8192;

/** Width inside a feed-forward layer, which is 8/3 of a transformer's own. */
export const MAX_HIDDEN = 32_768;

/** Layers of any stack; official: at most 8. */
export const MAX_LAYERS = 64;

/** Attention heads; official: 12. */
export const MAX_HEADS = 128;

/** Frames an attention window spans; official: 65. */
export const MAX_WINDOW = 8191;

/** Taps of a convolution; official: 8. */
export const MAX_KERNEL = 63;

/** Any ratio of frame rates; official: 8. */
export const MAX_FACTOR = 64;

/** Samples of a Fourier frame; official: 1024. */
export const MAX_FFT = 16_384;

/** Stages of the vocoder's upsampler; official: 2. */
export const MAX_STAGES = 8;

/** Axes of the quantizer; official: 5. */
export const MAX_AXES = 16;

/** Levels of one axis of the quantizer; official: 8. */
export const MAX_LEVELS = 64;

/** Tokens a vocabulary may have; official: 12,800. */
export const MAX_VOCABULARY = 2 ** 24;

/** Weights in all, 2 GiB as float32; official: 85.2 million. */
export const MAX_PARAMETERS = 2 ** 29;
