import { ActionIcon, Button, createTheme, Drawer, Menu, Modal, Tooltip, type MantineColorSchemeManager } from '@mantine/core';
import { changeSettings, settings } from '../settings/settings';

/** Colours and sizes stand in tokens.css. Scroll locks are off: the library would set them with a style element. */
export const theme = createTheme({
  primaryColor: 'indigo',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: true } } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
  },
});

/** Keeps the scheme with the other settings. */
export const schemeManager: MantineColorSchemeManager = {
  get: () => settings().scheme,
  set: (value) => changeSettings({ scheme: value }),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => changeSettings({ scheme: 'auto' }),
};
