import { describe, expect, it } from 'vitest';
import { GraphBuilder } from './graph-builder.ts';
import { ModelProto } from './onnx-schema.ts';
import { WeightStore } from './weight-store.ts';

/** Numbers as numbers; what is not written because it is 0 or empty is read as that. */
const READABLE = { longs: Number, bytes: Array, defaults: true };

/** A builder, what it stored, and its model as read back from its bytes. */
function started() {
  const stored: { offset: number; bytes: Uint8Array }[] = [];
  const g = new GraphBuilder(
    'test',
    new WeightStore('test.weights', (bytes, offset) => stored.push({ offset, bytes })),
  );
  const read = () => ModelProto.toObject(ModelProto.decode(g.encode('7')), READABLE);
  return { g, stored, read };
}

/** The int64 numbers of a constant that is kept in the model. */
const int64 = (rawData: number[]) => Array.from(new BigInt64Array(Uint8Array.from(rawData).buffer), Number);

describe('GraphBuilder', () => {
  it('says which standard a model is written for', () => {
    expect(started().read()).toMatchObject({
      irVersion: 10,
      producerName: 'voxlane',
      producerVersion: '7',
      opsetImport: [
        { domain: '', version: 22 },
        { domain: 'com.microsoft', version: 1 },
      ],
      graph: { name: 'test' },
    });
  });

  it('writes nodes in their order, with the names of what they read and make', () => {
    const { g, read } = started();
    const x = g.input('x', 'float32', ['frames', 3]);
    const [first, second] = g.ops('Split', [x], 2);
    const sum = g.op('Add', [first ?? '', second ?? '']);
    g.output('y', sum, ['frames', 1]);
    expect(read().graph.node).toMatchObject([
      { opType: 'Split', input: ['x'], output: [first, second] },
      { opType: 'Add', input: [first, second], output: [sum] },
      { opType: 'Identity', input: [sum], output: ['y'] },
    ]);
  });

  it('gives no two results one name', () => {
    const { g } = started();
    const x = g.input('x', 'float32', [1]);
    const values = [...g.ops('Split', [x], 3), g.op('Sin', [x]), g.op('Sin', [x])];
    expect(new Set(values)).toHaveLength(values.length);
  });

  it('declares inputs and outputs with fixed and free dimensions', () => {
    const { g, read } = started();
    g.output('y', g.input('x', 'int64', ['frames', 3]), [1, 'frames']);
    const dim = (name: 'input' | 'output') => read().graph[name][0].type.tensorType;
    expect(dim('input')).toMatchObject({ elemType: 7, shape: { dim: [{ dimParam: 'frames' }, { dimValue: 3 }] } });
    expect(dim('output')).toMatchObject({ elemType: 1, shape: { dim: [{ dimValue: 1 }, { dimParam: 'frames' }] } });
  });

  it('writes every kind of attribute with its type', () => {
    const { g, read } = started();
    g.op('Any', [], { axis: -1, nothing: 0, pads: [0, 3, -4], mode: 'linear', epsilon: { float: 0.5 } });
    expect(read().graph.node[0].attribute).toMatchObject([
      { name: 'axis', type: 2, i: -1 },
      { name: 'nothing', type: 2, i: 0 },
      { name: 'pads', type: 7, ints: [0, 3, -4] },
      { name: 'mode', type: 3, s: [...new TextEncoder().encode('linear')] },
      { name: 'epsilon', type: 1, f: 0.5 },
    ]);
  });

  it('takes the domain of an operator from in front of its name', () => {
    const { g, read } = started();
    g.op('com.microsoft:BiasGelu', []);
    g.op('Gelu', []);
    expect(read().graph.node).toMatchObject([
      { opType: 'BiasGelu', domain: 'com.microsoft' },
      { opType: 'Gelu', domain: '' },
    ]);
  });

  it('keeps the place of an input that is left out', () => {
    const { g, read } = started();
    g.op('Any', [g.ints(1), '', g.ints(2)]);
    expect(read().graph.node[0].input).toEqual(['ints:1', '', 'ints:2']);
  });

  it('keeps weights outside of the model', () => {
    const { g, stored, read } = started();
    g.weight('first', Float32Array.of(9), [1]);
    g.weight('second', Float32Array.of(1, 2, 3, 4, 5, 6).subarray(2), [2, 2]);
    expect(read().graph.initializer[1]).toMatchObject({
      name: 'second',
      dims: [2, 2],
      dataType: 1,
      dataLocation: 1,
      externalData: [
        { key: 'location', value: 'test.weights' },
        { key: 'offset', value: '4096' },
        { key: 'length', value: '16' },
      ],
    });
    const bytes = stored[1]?.bytes ?? new Uint8Array(0);
    expect([...new Float32Array(bytes.slice().buffer)]).toEqual([3, 4, 5, 6]);
  });

  it('keeps int64 constants in the model, once each', () => {
    const { g, stored, read } = started();
    const end = Number.MAX_SAFE_INTEGER;
    const names = [g.ints(0, -1, end), g.ints(5), g.ints(0, -1, end), g.ints()];
    expect(names[0]).toBe(names[2]);
    expect(stored).toEqual([]);
    const constants = read().graph.initializer;
    expect(constants.map(({ dims, dataType }: { dims: number[]; dataType: number }) => [dims, dataType])).toEqual([
      [[3], 7],
      [[1], 7],
      [[0], 7],
    ]);
    expect(int64(constants[0].rawData)).toEqual([0, -1, end]);
  });

  it('tells apart constants of the same digits', () => {
    const { g } = started();
    expect(new Set([g.ints(1, 2), g.ints(12), g.scalar(1), g.ints(1), g.scalar(0.1)])).toHaveLength(5);
  });

  it('keeps a scalar without dimensions', () => {
    const { g, read } = started();
    g.scalar(1e-6);
    const [constant] = read().graph.initializer;
    expect(constant.dims).toEqual([]);
    expect(new Float32Array(Uint8Array.from(constant.rawData).buffer)).toEqual(Float32Array.of(1e-6));
  });
});
