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

/** `error` of a job whose clip found no room beside the others on its GPU. */
export const OUT_OF_MEMORY =
  'CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.68 GiB of which 1.12 GiB is free.';

/** `error` of a job whose worker was killed. */
export const WORKER_DIED = 'worker exited with exit code 137';

/** `error` of a job that the platform gave up. */
export const PLATFORM_TIMEOUT = 'job timed out after 1 retries';
