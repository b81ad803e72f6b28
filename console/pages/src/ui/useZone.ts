import { useSettings } from '../settings/settings';

/** The zone that was chosen, or else the browser's. */
export function useZone(): string {
  return useSettings().zone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export const ZONES: string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
