/** Who speaks. */
export interface Voice {
  /** The model that is played: two models never sound the same. */
  model: 'vibevoice' | 'chatterbox' | 'echotts' | 'qwen';
  /** The speaker's name there; '' is the model's own voice. */
  speaker: string;
  /** 0 at first; another take of the same text sounds different, as another seed on a GPU does. */
  take: number;
  /** Factor on the speed, the pitch staying as it is; 1 when absent. */
  speed?: number;
  /** Factor on the pitch, the length staying as it is; 1 when absent. */
  pitch?: number;
}

/** Mono audio in [-1, 1]. */
export interface Utterance {
  samples: Float32Array;
  /** Hz. */
  sampleRate: number;
}

/** Makes speech of a text. */
export type Synthesize = (text: string, voice: Voice) => Promise<Utterance>;
