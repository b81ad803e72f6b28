import { NumberInput } from '@mantine/core';

interface SecondsFieldProps {
  label: string;
  value: number | undefined;
  onChange: (milliseconds: number | undefined) => void;
}

/** A duration, typed in seconds. */
export function SecondsField({ label, value, onChange }: SecondsFieldProps) {
  return <NumberInput min={0} label={label} value={value === undefined ? '' : value / 1000} onChange={(seconds) => onChange(seconds === '' ? undefined : Number(seconds) * 1000)} style={{ flex: '1 1 120px' }} />;
}
