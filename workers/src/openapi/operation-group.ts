import type { JsonSchema, Operation, Tag } from './openapi-document.ts';

/** An operation before it is told which group it belongs to. */
export type GroupedOperation = Omit<Operation, 'tags'>;

/**
 * Routes that belong together, and the shapes that they speak in. A new group is a file of its own and a line in
 * `document.ts`.
 */
export interface OperationGroup {
  tag: Tag;
  paths: Readonly<Record<string, Readonly<Partial<Record<'get' | 'post', GroupedOperation>>>>>;
  /** By the names under which `ref` finds them. */
  schemas: Readonly<Record<string, JsonSchema>>;
}
