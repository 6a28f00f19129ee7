import { Problem } from '@voxlane/schema';
import type { CheckedOrder, ServiceConfigs, SpeechOrder } from '@voxlane/speech';
import type { GatewayDeps } from '../gateway-deps.ts';

/**
 * Finds the faults of an order itself, before anything is answered or begun.
 * @throws Problem `not_configured` when nobody can speak for its service, and what the check of an order throws.
 */
export function checkService(
  deps: Pick<GatewayDeps, 'serviceGap' | 'checkOrder'>,
  services: ServiceConfigs,
  order: SpeechOrder,
): CheckedOrder {
  const service = services[order.service];
  const gap = service.fallback === undefined ? deps.serviceGap(service) : undefined;
  if (gap !== undefined) throw new Problem('not_configured', gap);
  return deps.checkOrder(order, service);
}
