/** The part of a V8 heap snapshot that says how much memory its nodes take. */
export interface HeapSnapshot {
  snapshot: { meta: { node_fields: readonly string[] } };
  /** The fields of all nodes, one node behind the other. */
  nodes: readonly number[];
}

/**
 * Bytes of everything alive in an isolate: objects, buffers, and WebAssembly memory of which somebody holds the buffer,
 * as encoders do. @throws Error when the snapshot does not tell sizes.
 */
export function snapshotBytes({ snapshot, nodes }: HeapSnapshot): number {
  const fields = snapshot.meta.node_fields;
  const size = fields.indexOf('self_size');
  if (size < 0) throw new Error(`nodes of the heap snapshot have ${fields.join(', ')}, and no self_size`);
  let bytes = 0;
  for (let i = size; i < nodes.length; i += fields.length) bytes += nodes[i] ?? 0;
  return bytes;
}
