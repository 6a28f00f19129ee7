import { Problem } from '@voxlane/schema';
import type { z } from 'zod';

/**
 * Reads settings out of an environment; names that are no setting are passed over.
 * @throws Problem `not_configured` that names every wrong setting and what it should be, and no value.
 */
export function readSettings<T extends z.ZodType>(
  settings: T,
  environment: Readonly<Record<string, unknown>>,
): z.output<T> {
  const parsed = settings.safeParse(environment);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const faults = details.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new Problem('not_configured', `The gateway's settings are not valid: ${faults}`, { details });
}
