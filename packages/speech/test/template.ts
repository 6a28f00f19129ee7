import type { ServiceTemplate } from '@voxlane/schema';

/** A template that asks for nothing special, with the fields of interest changed. */
export function template(changed: Partial<ServiceTemplate> = {}): ServiceTemplate {
  return {
    textField: 'text',
    voiceField: 'voice',
    fixed: {},
    options: {},
    voices: { Alice: 'alice-1', Bob: 'bob-1' },
    defaultVoice: 'Alice',
    piece: { first: 20, most: 40, least: 10 },
    kind: 'auto',
    encoding: 'auto',
    sampleRate: null,
    jointSilenceMs: 0,
    onGap: 'error',
    audioHosts: [],
    wholeClips: false,
    atOnce: null,
    languages: [],
    ...changed,
  };
}
