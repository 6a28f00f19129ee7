import { useId } from 'react';
import type { Range } from '../api/service.ts';

interface RangeFieldProps {
  label: string;
  value: number;
  range: Range;
  onValue(value: number): void;
}

const STEP = 0.05;

/** A number around 1, as a slider; the button beside it leads back to 1. */
export function RangeField({ label, value, range, onValue }: RangeFieldProps) {
  const id = useId();
  return (
    <div className="field range-field">
      <label htmlFor={id}>{label}</label>
      <div className="range-row">
        <input
          id={id}
          type="range"
          min={range.min}
          max={range.max}
          step={STEP}
          value={value}
          aria-valuetext={`${value} times`}
          onChange={(event) => onValue(Number(event.target.value))}
        />
        <button
          type="button"
          className="quiet value"
          aria-label={`${value.toFixed(2)}×: ${label} back to 1`}
          title="Back to 1"
          onClick={() => onValue(1)}
        >
          {value.toFixed(2)}×
        </button>
      </div>
    </div>
  );
}
