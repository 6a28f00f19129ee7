import type { EndpointHealth } from '@voxlane/schema';

/** What a look at an endpoint found. */
export interface ServiceProbe {
  /** True when the endpoint answered as an endpoint of ours. */
  reachable: boolean;
  workers?: EndpointHealth['workers'];
  /** Why not, in one clean sentence. */
  message?: string;
}
