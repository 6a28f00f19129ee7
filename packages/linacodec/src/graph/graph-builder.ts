import { ElementType, ModelProto } from './onnx-schema.ts';
import type { WeightStore } from './weight-store.ts';

/** Opset 22 of the ONNX standard and ONNX Runtime's own domain, both known to onnxruntime 1.30. */
const OPSETS = [
  { domain: '', version: 22 },
  { domain: 'com.microsoft', version: 1 },
];
const IR_VERSION = 10;

/** Name of a tensor inside one graph. A type of its own, so that a name is never mistaken for an operator. */
export type Value = string & { readonly value: unique symbol };

type Attributes = Record<string, number | readonly number[] | string | { float: number }>;

/**
 * Writes one ONNX graph, node by node, in the order of the data. Large constants go to the weight store (a file
 * beside the model), small ones into the model.
 */
export class GraphBuilder {
  /** Largest 8-bit weight where large matrices are rounded to 8 bits (the fast mode); undefined: they are not. */
  readonly int8Limit: number | undefined;
  readonly #name: string;
  readonly #weights: WeightStore;
  readonly #nodes: object[] = [];
  readonly #initializers = new Map<string, object>();
  readonly #inputs: object[] = [];
  readonly #outputs: object[] = [];
  #count = 0;

  constructor(name: string, weights: WeightStore, int8Limit?: number) {
    this.int8Limit = int8Limit;
    this.#name = name;
    this.#weights = weights;
  }

  /** A tensor that every run feeds. A dimension given by name is free. */
  input(name: string, type: ElementType, dims: readonly (number | string)[]): Value {
    this.#inputs.push(valueInfo(name, type, dims));
    return name as Value;
  }

  /** Makes `value` a result of the graph under `name`. */
  output(name: string, value: Value, dims: readonly (number | string)[]): void {
    this.#nodes.push({ input: [value], output: [name], name, opType: 'Identity' });
    this.#outputs.push(valueInfo(name, 'float32', dims));
  }

  /** One operator with one result. Operators of ONNX Runtime's own are written `com.microsoft:Name`. */
  op(operator: string, inputs: readonly (Value | '')[], attributes: Attributes = {}): Value {
    return this.ops(operator, inputs, 1, attributes)[0] as Value;
  }

  /** One operator with `results` results. */
  ops(operator: string, inputs: readonly (Value | '')[], results: number, attributes: Attributes = {}): Value[] {
    const [opType, domain] = operator.split(':').reverse();
    const name = `${this.#name}/${opType}_${this.#count++}`;
    const output = Array.from({ length: results }, (_, index) => `${name}:${index}` as Value);
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.#nodes.push({ input: inputs, output, name, opType, attribute, domain: domain ?? '' });
    return output;
  }

  /** A trained or computed constant, float32, kept in the weight store. */
  weight(name: string, data: Float32Array, shape: readonly number[]): Value {
    return this.stored(name, 'float32', new Uint8Array(data.buffer, data.byteOffset, data.byteLength), shape);
  }

  /** A constant of any type, kept in the weight store as the bytes given; of one name once. */
  stored(name: string, type: ElementType, bytes: Uint8Array, shape: readonly number[]): Value {
    if (this.#initializers.has(name)) return name as Value;
    this.#initializers.set(name, {
      name,
      dims: shape,
      dataType: ElementType[type],
      dataLocation: 1,
      externalData: this.#weights.add(bytes),
    });
    return name as Value;
  }

  /** int64 values that steer an operator, such as axes and shapes. Kept in the model, once each. */
  ints(...values: readonly number[]): Value {
    const name = `ints:${values.join(',')}`;
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#constant({ name, dims: [values.length], dataType: ElementType.int64, rawData });
  }

  /** A float32 scalar. */
  scalar(value: number): Value {
    const rawData = new Uint8Array(Float32Array.of(value).buffer);
    return this.#constant({ name: `scalar:${value}`, dims: [], dataType: ElementType.float32, rawData });
  }

  #constant(tensor: { name: string; [field: string]: unknown }): Value {
    this.#initializers.set(tensor.name, tensor);
    return tensor.name as Value;
  }

  /** The model file's bytes. */
  encode(producerVersion: string): Uint8Array {
    return ModelProto.encode({
      irVersion: IR_VERSION,
      producerName: 'voxlane',
      producerVersion,
      opsetImport: OPSETS,
      graph: {
        name: this.#name,
        node: this.#nodes,
        initializer: [...this.#initializers.values()],
        input: this.#inputs,
        output: this.#outputs,
      },
    }).finish();
  }
}

function valueInfo(name: string, type: ElementType, dims: readonly (number | string)[]): object {
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: ElementType[type], shape: { dim } } } };
}

const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 } as const;

function attributeOf(name: string, value: Attributes[string]): object {
  if (typeof value === 'number') return { name, type: ATTRIBUTE.int, i: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE.string, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: ATTRIBUTE.float, f: value.float };
  return { name, type: ATTRIBUTE.ints, ints: value };
}
