import { useMantineColorScheme } from '@mantine/core';
import type { Scheme } from '../settings/settings';

/** Switches the theme and keeps the choice. */
export function useScheme(): (scheme: Scheme) => void {
  return useMantineColorScheme().setColorScheme;
}
