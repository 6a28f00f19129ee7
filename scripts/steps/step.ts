/** The checkout that is checked. */
export interface Checkout {
  /** Absolute path. */
  root: string;
  /** All files of ours, tracked or new but not ignored, from the root. */
  paths: readonly string[];
}

/** One check of the whole repository. */
export interface Step {
  name: string;
  run(checkout: Checkout): Promise<StepOutcome>;
}

/** `problems` fail the step, `warnings` do not; each may have several lines. */
export interface StepOutcome {
  problems: readonly string[];
  warnings?: readonly string[];
}
