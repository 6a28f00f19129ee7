/** Most items of a list that are offered. */
const MAX_ITEMS = 2_000;

/** The items under `field` of a list that have an id; their name is the id where they have none. */
export function namedItems(list: unknown, field: string): { id: string; name: string }[] {
  const items = (list as Record<string, unknown> | null)?.[field];
  if (!Array.isArray(items)) return [];
  return items.slice(0, MAX_ITEMS).flatMap((item: { id?: unknown; name?: unknown } | null) => {
    if (typeof item?.id !== 'string' || item.id === '') return [];
    return [{ id: item.id, name: typeof item.name === 'string' ? item.name : item.id }];
  });
}
