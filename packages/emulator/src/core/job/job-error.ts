/** Identity of the pretended machine: a client must never see these, which is what they are here for. */
const HOSTNAME = 'gpu-7f3a.internal.example';
const TRACEBACK = 'Traceback (most recent call last):\n  File "/src/handler.py", line 214, in generate\n    raise';

/** `error` of a job whose handler raised, as the SDK writes it for generators. */
export function raisedError(message: string): string {
  return `handler: ${message} \ntraceback: ${TRACEBACK} RuntimeError("${message}")`;
}

/** `error` as a JSON text with everything that the SDK tells about a machine. */
export function detailedError(message: string, workerId: string): string {
  return JSON.stringify({
    error_type: "<class 'RuntimeError'>",
    error_message: message,
    error_traceback: `${TRACEBACK} RuntimeError("${message}")`,
    hostname: HOSTNAME,
    worker_id: workerId,
    runpod_version: '1.12.0',
  });
}

/** `error` of a job that the platform gave up. */
export const PLATFORM_TIMEOUT = 'job timed out after 1 retries';
