/** How something is to be spoken. */
export interface Manner {
  service: string;
  /** Empty: the voice that the service uses by itself. */
  voice: string;
  /** Empty: the language that the service uses by itself. */
  language: string;
  /** 1 as the voice speaks. */
  speed: number;
  /** 1 as the voice speaks. */
  pitch: number;
}

/** Something to be spoken. */
export interface SpeechOrder extends Manner {
  text: string;
}

/** The fields that a request has for a manner; what is left to the service is not named. */
export function mannerFields({ service, voice, language, speed, pitch }: Manner): Record<string, string | number> {
  return {
    ...(service && { service }),
    ...(voice && { voice }),
    ...(language && { language }),
    ...(speed !== 1 && { speed }),
    ...(pitch !== 1 && { pitch }),
  };
}
