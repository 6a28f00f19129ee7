import type { Service, ServiceVoices } from '../api/service.ts';
import type { Manner } from '../speech/speech-order.ts';
import { RangeField } from './range-field.tsx';
import { SelectField } from './select-field.tsx';
import { VoicePicker } from './voice-picker.tsx';

interface MannerFieldsProps {
  services: readonly Service[];
  offered: ServiceVoices;
  manner: Manner;
  onChange(part: Partial<Manner>): void;
}

/** Who speaks, and how. */
export function MannerFields({ services, offered, manner, onChange }: MannerFieldsProps) {
  const languages = offered.languages.map((name) => ({ id: name, name }));
  return (
    <fieldset className="manner">
      <legend className="sr-only">Voice and manner</legend>
      <SelectField
        label="Service"
        className="service-select"
        value={manner.service}
        options={services.length > 0 ? services : [{ id: '', name: 'None found yet' }]}
        onValue={(service) => onChange({ service })}
      />
      {languages.length > 0 && (
        <SelectField
          label="Language"
          className="language-select"
          value={manner.language}
          options={[{ id: '', name: 'Default' }, ...languages]}
          onValue={(language) => onChange({ language })}
        />
      )}
      <VoicePicker voices={offered.voices} voice={manner.voice} onVoice={(voice) => onChange({ voice })} />
      <RangeField label="Speed" value={manner.speed} range={offered.speed} onValue={(speed) => onChange({ speed })} />
      <RangeField label="Pitch" value={manner.pitch} range={offered.pitch} onValue={(pitch) => onChange({ pitch })} />
    </fieldset>
  );
}
