/** How long each step may take, in milliseconds. Each has its own setting and its own error. */
export interface TimeLimits {
  /** A call's answer (its status line). Setting TIMEOUT_MS; error `connect_timeout`. */
  connectMs: number;
  /** From a worker's taking the job to its first audio. Setting TIMEOUT_MS; error `first_audio_timeout`. */
  firstAudioMs: number;
  /** In the queue, cold start included. Setting QUEUE_TIMEOUT_MS; error `cold_start_timeout`. */
  queueMs: number;
  /** Between two chunks. Setting CHUNK_TIMEOUT_MS; error `chunk_timeout`. */
  chunkMs: number;
  /** From a worker's taking the job to its whole clip, for models that do not stream. Setting ITEM_TIMEOUT_MS; error `first_audio_timeout`. */
  clipMs: number;
  /** The whole request. Setting TOTAL_TIMEOUT_MS; error `total_timeout`. */
  totalMs: number;
}

export const DEFAULT_LIMITS: TimeLimits = {
  connectMs: 30_000,
  firstAudioMs: 30_000,
  queueMs: 180_000,
  chunkMs: 5_000,
  clipMs: 120_000,
  totalMs: 1_800_000,
};
