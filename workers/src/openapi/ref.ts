import type { Reference } from './openapi-document.ts';

const BEGINNING = '#/components/schemas/';

/** A pointer to a shape among the components. */
export function ref(name: string): Reference {
  return { $ref: `${BEGINNING}${name}` };
}

/** The name that a pointer to a shape points to; undefined for what is none. */
export function nameOfRef({ $ref }: { $ref?: string }): string | undefined {
  return $ref?.startsWith(BEGINNING) ? $ref.slice(BEGINNING.length) : undefined;
}
