/** How PyTorch, CUDA, vLLM, operating systems and people say it. */
const OUT_OF_MEMORY =
  /\bout[ -]of[ -](?:gpu |cuda |video |host )?memory|\bOutOfMemory(?:Error|Exception)?\b|\bOOM\b|(?:not enough|insufficient) (?:gpu |cuda |video |free )?memory|CUDA_ERROR_OUT_OF_MEMORY|\bCUBLAS_STATUS_ALLOC_FAILED\b/i;

/** Whether an error's cleaned text says that memory ran out, which the same job may not meet a moment later. */
export function saysOutOfMemory(text: string): boolean {
  return OUT_OF_MEMORY.test(text);
}
