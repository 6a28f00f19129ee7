import { describe, expect, it } from 'vitest';
import { ASK_ID } from './ask-ready.ts';
import { edgeNoise } from './edge-noise.ts';

/** What is left of lines that came out of one output. */
function shown(text: string): string[] {
  const isNoise = edgeNoise();
  return text.split('\n').filter((line) => !isNoise(line));
}

/** What wrangler prints for one stream that was broken after the job had failed, without colours. */
const FAILED_JOB = `✘ [ERROR] Uncaught Problem: The speech model failed: CUDA error: an illegal memory access was encountered Error

      at failedProblem (file:///checkout/packages/runpod/src/job-problem.ts:45:10)
      at #failure (file:///checkout/packages/runpod/src/job-run.ts:205:12)


✘ [ERROR] Uncaught Problem: The speech model failed: CUDA error: an illegal memory access was encountered Error

      at failedProblem (file:///checkout/packages/runpod/src/job-problem.ts:45:10)
      at #failure (file:///checkout/packages/runpod/src/job-run.ts:205:12)


✘ [ERROR] Uncaught Problem: The speech model failed: CUDA error: an illegal memory access was encountered 

`;

/** The same for audio that cannot be decoded, which breaks the stream inside the runtime. */
const BAD_AUDIO = `✘ [ERROR] Uncaught exception: workerd/jsg/value.h:1456: failed: remote.jsg.Error: Problem: Chunk 3 of the upstream is not valid base64 audio


✘ [ERROR] Uncaught Problem: Chunk 3 of the upstream is not valid base64 audio Error

      at decodeData (file:///checkout/packages/runpod/src/audio-payload.ts:32:11)
      at audio (file:///checkout/packages/runpod/src/job-run.ts:91:19)

`;

/** An error that nobody foresaw. */
const FAULT = `✘ [ERROR] Uncaught TypeError: Cannot read properties of undefined (reading 'id')

      at speak (file:///checkout/workers/src/index.ts:10:3)
`;
const FAULT_SHOWN = FAULT.split('\n').filter((line) => line !== '');

describe('edgeNoise', () => {
  it.each([
    '',
    '[wrangler:info] GET /health 200 OK (1ms)',
    '⎔ Reloading local server...',
    'Using secrets defined in process.env',
    `{"level":"warn","event":"request","requestId":"${ASK_ID}","route":"/ready","status":503}`,
  ])('leaves out the line "%s"', (line) => {
    expect(shown(line)).toEqual([]);
  });

  it.each([
    '{"level":"info","event":"request","requestId":"7","route":"/ready","status":503}',
    '[wrangler:error] Error: x',
    '    at fetch (index.js:1:2)',
    'X [ERROR] Could not resolve',
    '✘ [ERROR] Uncaught Error: no Problem: at all',
    '✘ [ERROR] Uncaught ProblemOfAnother: x',
  ])('shows the line "%s"', (line) => {
    expect(shown(line)).toEqual([line]);
  });

  it.each([
    ['a failed job', FAILED_JOB],
    ['bad audio', BAD_AUDIO],
  ])('leaves out the blocks about a stream that was broken on purpose: %s', (_, text) => {
    expect(shown(text)).toEqual([]);
  });

  it('shows an unforeseen error with its stack, before and after such blocks', () => {
    expect(shown(FAULT + FAILED_JOB + FAULT)).toEqual([...FAULT_SHOWN, ...FAULT_SHOWN]);
  });

  it('shows what comes between the blocks', () => {
    expect(shown(`${FAILED_JOB}the disk is full\n      at sea\n${BAD_AUDIO}`)).toEqual([
      'the disk is full',
      '      at sea',
    ]);
  });

  it('keeps the outputs of a service apart', () => {
    const broken = edgeNoise();
    const other = edgeNoise();
    expect(broken('✘ [ERROR] Uncaught Problem: No audio came for 400 ms Error')).toBe(true);
    expect(other('      at sea')).toBe(false);
    expect(broken('      at sea')).toBe(true);
  });
});
