import type { FieldNotes } from '../narrow-schema.ts';
import type { Place } from '../place.ts';

/** What every request for speech has in common here. */
export function speechNotes({
  config,
  services,
  models,
  speaker,
}: Place): Record<'service' | 'model' | 'voice', FieldNotes> {
  const voices = services.map((id) => `Of ${id}: ${Object.keys(config.services[id].template.voices).join(', ')}.`);
  const { defaultService } = config;
  return {
    service: { only: services, ...(services.includes(defaultService) ? { default: defaultService } : {}) },
    model: { examples: models },
    voice: {
      description: ['A voice of the service; its default voice when left out.', ...voices].join(' '),
      examples: [config.services[speaker].template.defaultVoice],
    },
  };
}
