import { useMantineColorScheme } from '@mantine/core';
import type { Scheme } from '../settings/settings';

/** Switches the theme and keeps the choice. */
export function useScheme(): (scheme: Scheme) => void {
  // Without this the library would hold transitions back with a style element.
  return useMantineColorScheme({ keepTransitions: true }).setColorScheme;
}
