import { estimateUsage } from '@voxlane/speech';
import { openaiPcmType } from '../request/openai-order.ts';
import { CONTENT_TYPES } from '../routes/audio-headers.ts';
import type { SpokenItem } from './batch-item.ts';
import type { BatchStyle } from './batch-style.ts';

/** The answer of `POST /v1/audio/speech/batch`: what clients of vLLM-Omni read. @param id of the batch. */
export function openaiBatchStyle(id: string): BatchStyle {
  return {
    head: { id },
    audioField: 'audio_data',
    spoken: (index, item) => ({
      index,
      status: 'success',
      media_type: mediaType(item),
      usage: estimateUsage(item, item.sampleRate),
    }),
    failed: (index, { message, code }) => ({ index, status: 'error', error: message, code }),
    counts: ({ completed, failed }) => ({ total: completed + failed, succeeded: completed, failed }),
  };
}

function mediaType({ format, sampleRate }: SpokenItem): string {
  return format === 'pcm' ? openaiPcmType(sampleRate) : CONTENT_TYPES[format];
}
