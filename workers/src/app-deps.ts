import type { GatewayDeps } from '@voxlane/gateway';
import type { Problem } from '@voxlane/schema';
import type { probeService } from '@voxlane/speech';
import type { EdgeConfig } from './config/read-config.ts';

/** Everything the edge touches outside itself; the composition root fills it in, tests stand in for it. */
export interface AppDeps extends GatewayDeps {
  /** The settings, or what is wrong with them: the app then says so on every route but `/health`. */
  config: EdgeConfig | Problem;
  /** The address a request came from, as the platform knows it; undefined when it does not. */
  addressOf: (request: Request) => string | undefined;
  /** True while `key` may go on; undefined when no limit is bound. */
  rateLimit: ((key: string) => Promise<boolean>) | undefined;
  probeService: typeof probeService;
}
