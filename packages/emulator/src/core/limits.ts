/** Waits that `?wait=` takes on held calls, in milliseconds. */
export const MIN_WAIT_MS = 1_000;
export const MAX_WAIT_MS = 300_000;
/** How long `/stream` and `/status-sync` hold without `?wait=`, in milliseconds. */
export const DEFAULT_HOLD_MS = 10_000;
/** How long `/runsync` holds without `?wait=`, in milliseconds. */
export const DEFAULT_RUNSYNC_WAIT_MS = 90_000;

/** Items that one `/stream` reply hands out at most. */
export const STREAM_ITEMS_PER_REPLY = 200;
/** Characters of JSON above which a worker's chunk is refused; between the sizes seen to pass and to be lost. */
export const MAX_CHUNK_CHARS = 1_400_000;

const MIB = 1_048_576;
/** Bodies (and results) of `/run` and `/runsync`, in bytes. */
export const MAX_RUN_BYTES = 10 * MIB;
export const MAX_RUNSYNC_BYTES = 20 * MIB;
/** Bodies of load-balancing endpoints, in bytes. */
export const MAX_LB_BYTES = 30 * MIB;

/** A clip that a plain backend answers with, in bytes: the longest text at a quarter of the speed is half of it. */
export const MAX_CLIP_BYTES = 128 * MIB;

/** How long a finished job can be asked for, in milliseconds: after `/run`, and after `/runsync`. */
export const RUN_RETENTION_MS = 30 * 60_000;
export const RUNSYNC_RETENTION_MS = 60_000;

/** policy.ttl and policy.executionTimeout, in milliseconds. */
export const MAX_POLICY_MS = 7 * 24 * 3_600_000;
export const MIN_TTL_MS = 10_000;
export const DEFAULT_TTL_MS = 24 * 3_600_000;
export const MIN_EXECUTION_TIMEOUT_MS = 5_000;
export const DEFAULT_EXECUTION_TIMEOUT_MS = 600_000;

/** Calls that each operation takes in {@link RATE_WINDOW_MS}. */
export const RATE_WINDOW_MS = 10_000;
export const RATE_LIMITS: Readonly<Record<string, number>> = {
  run: 1_000,
  runsync: 2_000,
  status: 2_000,
  'status-sync': 2_000,
  stream: 2_000,
  cancel: 100,
  'purge-queue': 2,
  requests: 10,
};

/** Jobs that an emulator remembers, and characters of their results: the oldest finished ones go first. */
export const MAX_JOBS = 5_000;
export const MAX_KEPT_CHARS = 512 * MIB;
