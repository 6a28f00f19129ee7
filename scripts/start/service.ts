/** One program of the started system. */
export interface Service {
  name: string;
  /** Program and arguments; no secret may be among them, for everyone on the machine can read them. */
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Lines of its output that tell a reader nothing. */
  isNoise(line: string): boolean;
}
