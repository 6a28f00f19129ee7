import { Problem } from '@voxlane/schema';

/**
 * The listener of one request as a controller of its own. It aborts when the request's signal does; the response
 * body aborts it too, since a runtime may tell of a leaving listener by one of the two ways alone.
 */
export function listenerOf(request: Request): AbortController {
  const listener = new AbortController();
  const leave = () => listener.abort(listenerLeft());
  if (request.signal.aborted) leave();
  else request.signal.addEventListener('abort', leave, { once: true });
  return listener;
}

/** Why work stops when nobody listens any more. */
export function listenerLeft(): Problem {
  return new Problem('client_closed', 'The listener left');
}
