/** One program of the started system. */
export interface Service {
  name: string;
  /** Program and arguments; no secret may be among them, for everyone on the machine can read them. */
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  /** A new filter for one of its outputs: says of each line, without colours, whether it tells a reader nothing. */
  noiseFilter(): (line: string) => boolean;
}
