import { createRequire } from 'node:module';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { answerCalls } from '../thread/answer-calls.ts';

const model = createRequire(import.meta.url).resolve('@voxlane/nano/encoder.onnx');
const opened = InferenceSession.create(model, {
  // Errors only: warnings tell of optimisations that did not apply.
  logSeverityLevel: 3,
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  // The arena would keep the memory of the longest utterance for good.
  enableCpuMemArena: false,
});

answerCalls(async (samples: Float32Array): Promise<number[]> => {
  const session = await opened;
  const { tokens } = await session.run({ waveform: new Tensor('float32', samples, [1, samples.length]) });
  if (!(tokens?.data instanceof BigInt64Array)) throw new Error('the encoder gave no tokens');
  return Array.from(tokens.data, Number);
});
