import { describe, expect, it } from 'vitest';
import { snapshotBytes } from './snapshot-bytes.ts';

const meta = { node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'] };

describe('snapshotBytes', () => {
  it('adds up the sizes of all nodes', () => {
    expect(snapshotBytes({ snapshot: { meta }, nodes: [3, 1, 1, 100, 9, 3, 2, 3, 24, 9] })).toBe(124);
  });

  it('is nothing of no nodes', () => {
    expect(snapshotBytes({ snapshot: { meta }, nodes: [] })).toBe(0);
  });

  it('refuses nodes that say no size', () => {
    const sizeless = { meta: { node_fields: ['type', 'name'] } };
    expect(() => snapshotBytes({ snapshot: sizeless, nodes: [1, 2] })).toThrow(/type, name, and no self_size/);
  });
});
