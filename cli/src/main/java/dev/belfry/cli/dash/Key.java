package dev.belfry.cli.dash;

import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** What a person at the dashboard may press. */
enum Key {
  UP,
  DOWN,
  LEFT,
  RIGHT,
  OPEN,
  BACK,
  NEXT_PAGE,
  PREVIOUS_PAGE,
  PAUSE,
  RUN,
  ARCHIVE,
  DELETE,
  CANCEL,
  YES,
  HELP,
  REDRAW,
  QUIT,
  OTHER;

  /** Arrow keys differ from terminal to terminal; many send the same two forms all the same. */
  static KeyMap<Key> map(Terminal terminal) {
    KeyMap<Key> keys = new KeyMap<>();
    keys.setNomatch(OTHER);
    keys.setUnicode(OTHER);
    keys.setAmbiguousTimeout(50);
    arrow(keys, terminal, UP, Capability.key_up, 'A');
    arrow(keys, terminal, DOWN, Capability.key_down, 'B');
    arrow(keys, terminal, RIGHT, Capability.key_right, 'C');
    arrow(keys, terminal, LEFT, Capability.key_left, 'D');
    keys.bind(UP, "k");
    keys.bind(DOWN, "j");
    keys.bind(LEFT, "h");
    keys.bind(RIGHT, "l", "\t");
    keys.bind(OPEN, "\r", "\n");
    keys.bind(BACK, "q", "\u001b");
    keys.bind(NEXT_PAGE, "n");
    keys.bind(PREVIOUS_PAGE, "b");
    keys.bind(PAUSE, "p");
    keys.bind(RUN, "r");
    keys.bind(ARCHIVE, "a");
    keys.bind(DELETE, "d");
    keys.bind(CANCEL, "c");
    keys.bind(YES, "y");
    keys.bind(HELP, "?");
    keys.bind(REDRAW, KeyMap.ctrl('L'));
    keys.bind(QUIT, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    return keys;
  }

  private static void arrow(
      KeyMap<Key> keys, Terminal terminal, Key key, Capability capability, char end) {
    String known = KeyMap.key(terminal, capability);
    if (known != null) {
      keys.bind(key, known);
    }
    keys.bind(key, "\u001b[" + end, "\u001bO" + end);
  }
}
