import type { z } from 'zod';

/**
 * Holds a schema to what JSON Schema can say.
 * @throws Error for a check that is code, which zod leaves out of what it writes: a rule would be missing unnoticed.
 */
export function refuseRefinements(schema: z.core.$ZodType, path: readonly (string | number)[]): void {
  const checks = schema._zod.def.checks ?? [];
  if (checks.some((check) => check._zod.def.check === 'custom')) {
    throw new Error(`The check at ${path.join('.')} is code, which has no meaning in JSON Schema`);
  }
}
