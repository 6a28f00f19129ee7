import { Problem } from '@voxlane/schema';
import type { ItemOrder } from '../batch/batch-item.ts';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { BodyBounds } from './read-bounded.ts';

/** An item as far as it is understood: what it orders, or why nobody can speak it. */
export type ReadItem = ItemOrder | Problem;

/**
 * Reads the items of a batch. A fault that shows without knowing who speaks is one of the batch.
 * @throws Problem that names the items at fault.
 */
export type BatchReader = (
  request: Request,
  config: GatewayConfig,
  bounds: Pick<BodyBounds, 'clock' | 'signal'>,
) => Promise<ReadItem[]>;

/** True for an item that was understood. */
export function isOrder(item: ReadItem): item is ItemOrder {
  return !(item instanceof Problem);
}

/** What `read` makes of one item; a Problem that it throws is that item's alone. */
export function readItem(read: () => ItemOrder): ReadItem {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
