/** A service that speaks. */
export interface Service {
  id: string;
  /** What people call it. */
  name: string;
}

/** The least and the most of a number. */
export interface Range {
  min: number;
  max: number;
}

/** How a service can speak; what it does not say is what every service does. */
export interface ServiceVoices {
  voices: readonly Voice[];
  /** Empty: there is nothing to choose. */
  languages: readonly string[];
  speed: Range;
  pitch: Range;
}

/** Somebody who speaks. */
export interface Voice {
  id: string;
  name: string;
}
