/**
 * Every way a request can end badly: its stable code, the HTTP status it becomes before the first audio, and
 * whether the same request may be tried again (by us before the first audio, or by the client later).
 */
export const PROBLEMS = {
  invalid_json: { status: 400, retryable: false },
  invalid_request: { status: 400, retryable: false },
  unknown_service: { status: 400, retryable: false },
  service_mismatch: { status: 400, retryable: false },
  unknown_voice: { status: 400, retryable: false },
  unknown_language: { status: 400, retryable: false },
  text_too_long: { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  not_found: { status: 404, retryable: false },
  model_not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  /** The request body did not arrive within TIMEOUT_MS. */
  request_timeout: { status: 408, retryable: true },
  body_too_large: { status: 413, retryable: false },
  /** The clip of a batch's item grew past BATCH_ITEM_MAX_BYTES. */
  clip_too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  rate_limited: { status: 429, retryable: true },
  /** The listener left. Never sent: it is what the log says. */
  client_closed: { status: 499, retryable: false },
  internal: { status: 500, retryable: false },
  /** The job ended as failed, or was cancelled by someone else. */
  upstream_failed: { status: 502, retryable: true },
  /** The GPU had no memory left for the job: it may have some a moment later. */
  upstream_out_of_memory: { status: 502, retryable: true },
  /** The upstream could not be reached, or answered with a 5xx of its own. */
  upstream_unreachable: { status: 502, retryable: true },
  /** The upstream refused our request as such (its 400): the same request would be refused again. */
  upstream_refused: { status: 502, retryable: false },
  /** RunPod did not take our key, or does not know the endpoint: a matter for the operator. */
  upstream_unauthorized: { status: 502, retryable: false },
  upstream_not_found: { status: 502, retryable: false },
  /** The reply was not what the API promises: no JSON, no chunks, too large. */
  upstream_bad_reply: { status: 502, retryable: true },
  /** The bytes are no audio that we can turn into the output format. */
  upstream_bad_audio: { status: 502, retryable: false },
  /** A numbered chunk never came. */
  upstream_gap: { status: 502, retryable: true },
  /** The platform ran the job a second time: what was sent and what comes now do not fit together. */
  upstream_restarted: { status: 502, retryable: true },
  /** We cannot tell whether a job was created; asking again could bill twice. */
  upstream_ambiguous: { status: 502, retryable: false },
  /** The sidecar that decodes for a service could not be reached, or broke off. */
  sidecar_unreachable: { status: 502, retryable: true },
  upstream_rate_limited: { status: 429, retryable: true },
  not_configured: { status: 503, retryable: false },
  streaming_disabled: { status: 503, retryable: false },
  overloaded: { status: 503, retryable: true },
  /** No GPU worker took the job within QUEUE_TIMEOUT_MS. */
  cold_start_timeout: { status: 503, retryable: true },
  /** No answer to a call within TIMEOUT_MS. */
  connect_timeout: { status: 504, retryable: true },
  /** A worker took the job, but gave no audio within TIMEOUT_MS. */
  first_audio_timeout: { status: 504, retryable: true },
  /** Audio had started, then nothing came for CHUNK_TIMEOUT_MS. */
  chunk_timeout: { status: 504, retryable: true },
  /** An item of a batch was at work for longer than ITEM_TIMEOUT_MS. */
  item_timeout: { status: 504, retryable: true },
  /** The whole request took longer than TOTAL_TIMEOUT_MS. */
  total_timeout: { status: 504, retryable: false },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ProblemCode = keyof typeof PROBLEMS;
