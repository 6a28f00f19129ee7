import { describe, expect, it } from 'vitest';
import { ElementType, ModelProto } from './onnx-schema.ts';

const encoded = (model: object) => [...ModelProto.encode(ModelProto.create(model)).finish()];

describe('ModelProto', () => {
  // Bytes by the wire format: each field is (number * 8 + wire type), then a varint, or a length and content.
  it.each([
    ['the version', { irVersion: 10 }, [1 * 8, 10]],
    ['an opset', { opsetImport: [{ domain: 'a', version: 22 }] }, [8 * 8 + 2, 5, 1 * 8 + 2, 1, 97, 2 * 8, 22]],
    ['a node', { graph: { node: [{ opType: 'N' }] } }, [7 * 8 + 2, 5, 1 * 8 + 2, 3, 4 * 8 + 2, 1, 78]],
    [
      'dimensions, which are not packed',
      { graph: { initializer: [{ dims: [3, 300] }] } },
      [7 * 8 + 2, 7, 5 * 8 + 2, 5, 1 * 8, 3, 1 * 8, 172, 2],
    ],
    ['a negative number in ten bytes', { irVersion: -1 }, [1 * 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
  ])('writes %s as onnx.proto has it', (_, model, bytes) => {
    expect(encoded(model)).toEqual(bytes);
  });

  it.each([0, 1, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
    'keeps the int64 value %d',
    (value) => {
      const attribute = { name: 'a', i: value, ints: [value, value] };
      const decoded = ModelProto.decode(Uint8Array.from(encoded({ graph: { node: [{ attribute: [attribute] }] } })));
      const json = ModelProto.toObject(decoded, { longs: String, defaults: true });
      expect(json.graph.node[0].attribute[0]).toMatchObject({ i: `${value}`, ints: [`${value}`, `${value}`] });
    },
  );
});

describe('ElementType', () => {
  it('has the numbers of ONNX', () => {
    expect(ElementType).toEqual({ float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 });
  });
});
