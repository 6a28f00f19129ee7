import { Problem } from '@voxlane/schema';
import type { ServiceConfigs } from '@voxlane/speech';
import type { GatewayDeps } from '../gateway-deps.ts';
import { type ReadItem, readItem } from '../request/batch-reader.ts';
import { checkService } from '../routes/check-service.ts';

/**
 * Items with the faults that show only at their service: each is its item's alone.
 * @throws Problem `not_configured` when nothing is set up for any of them: no part of such a batch could ever be spoken.
 */
export function checkItems(
  items: readonly ReadItem[],
  services: ServiceConfigs,
  deps: Pick<GatewayDeps, 'serviceGap' | 'checkOrder'>,
): ReadItem[] {
  const checked = items.map((item) =>
    readItem(() => {
      if (item instanceof Problem) throw item;
      checkService(deps, services, item);
      return item;
    }),
  );
  const [first] = checked;
  if (first instanceof Problem && checked.every(isGap)) throw first;
  return checked;
}

function isGap(item: ReadItem): boolean {
  return item instanceof Problem && item.code === 'not_configured';
}
