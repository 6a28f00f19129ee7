import { useId } from 'react';

interface SelectFieldProps {
  label: string;
  className: string;
  value: string;
  options: readonly { id: string; name: string }[];
  onValue(value: string): void;
}

/** One of a few. */
export function SelectField({ label, className, value, options, onValue }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className={className} value={value} onChange={(event) => onValue(event.target.value)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
