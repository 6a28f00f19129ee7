import { Container } from '@cloudflare/containers';
import { CONTAINER_PORT, containerSettings } from './container-settings.ts';

/**
 * A sidecar in a container of Cloudflare's, as the Durable Object that starts it with its first request and stops it by
 * SIGTERM when it has been idle. That a cancel reaches it is up to `request_signal_passthrough` in wrangler.toml: the
 * object forwards requests, and by default a forwarded request outlives the one that it came from.
 */
export class SidecarContainer extends Container<Readonly<Record<string, unknown>>> {
  override defaultPort = CONTAINER_PORT;
  /** Counted from the end of the last stream. Starting takes seconds, which every listener would pay who comes late. */
  override sleepAfter = '10m';
  /** Asked until it answers, before the first request is let through. */
  override pingEndpoint = 'sidecar/health';
  override envVars = containerSettings(this.env);
}
