import protobuf from 'protobufjs/light.js';

const STRING = { type: 'string' };
const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id });

/**
 * The part of onnx.proto (ONNX 1.17, IR version 10) that our graphs use, as field numbers of the published schema.
 * What is left out (subgraphs, training, sparse tensors) never occurs in a file that we write.
 */
const SCHEMA = {
  nested: {
    onnx: {
      nested: {
        ModelProto: {
          fields: {
            irVersion: { type: 'int64', id: 1 },
            producerName: { ...STRING, id: 2 },
            producerVersion: { ...STRING, id: 3 },
            graph: { type: 'GraphProto', id: 7 },
            opsetImport: repeated('OperatorSetIdProto', 8),
          },
        },
        OperatorSetIdProto: { fields: { domain: { ...STRING, id: 1 }, version: { type: 'int64', id: 2 } } },
        GraphProto: {
          fields: {
            node: repeated('NodeProto', 1),
            name: { ...STRING, id: 2 },
            initializer: repeated('TensorProto', 5),
            input: repeated('ValueInfoProto', 11),
            output: repeated('ValueInfoProto', 12),
          },
        },
        NodeProto: {
          fields: {
            input: repeated('string', 1),
            output: repeated('string', 2),
            name: { ...STRING, id: 3 },
            opType: { ...STRING, id: 4 },
            attribute: repeated('AttributeProto', 5),
            domain: { ...STRING, id: 7 },
          },
        },
        AttributeProto: {
          fields: {
            name: { ...STRING, id: 1 },
            f: { type: 'float', id: 2 },
            i: { type: 'int64', id: 3 },
            s: { type: 'bytes', id: 4 },
            ints: { ...repeated('int64', 8), options: { packed: false } },
            type: { type: 'int32', id: 20 },
          },
        },
        TensorProto: {
          fields: {
            dims: { ...repeated('int64', 1), options: { packed: false } },
            dataType: { type: 'int32', id: 2 },
            name: { ...STRING, id: 8 },
            rawData: { type: 'bytes', id: 9 },
            externalData: repeated('StringStringEntryProto', 13),
            dataLocation: { type: 'int32', id: 14 },
          },
        },
        StringStringEntryProto: { fields: { key: { ...STRING, id: 1 }, value: { ...STRING, id: 2 } } },
        ValueInfoProto: { fields: { name: { ...STRING, id: 1 }, type: { type: 'TypeProto', id: 2 } } },
        TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
        TensorTypeProto: { fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } } },
        TensorShapeProto: { fields: { dim: repeated('DimensionProto', 1) } },
        DimensionProto: { fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { ...STRING, id: 2 } } },
      },
    },
  },
};

/** ONNX's message `ModelProto`, for encoding (and, in tests, decoding) model files. */
export const ModelProto = protobuf.Root.fromJSON(SCHEMA).lookupType('onnx.ModelProto');

/** ONNX's element type numbers. */
export const ElementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ElementType;
