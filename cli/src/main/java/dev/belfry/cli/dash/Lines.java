package dev.belfry.cli.dash;

import dev.belfry.cli.out.Table;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Makes lines of what the views show. */
final class Lines {
  private Lines() {}

  static AttributedString plain(String text) {
    return new AttributedString(text);
  }

  static AttributedString bold(String text) {
    return new AttributedString(text, AttributedStyle.BOLD);
  }

  /** A table, with the chosen row marked, scrolled so that it can be seen. */
  static List<AttributedString> table(Table table, int chosen, int rows) {
    List<String> lines = table.lines();
    List<AttributedString> shown = new ArrayList<>();
    shown.add(bold(lines.getFirst()));
    int room = Math.max(1, rows - 1);
    int first = Math.clamp((long) chosen - room + 1, 0, Math.max(0, lines.size() - 2));
    for (int i = first; i < lines.size() - 2 && shown.size() <= room; i++) {
      String line = lines.get(i + 2);
      shown.add(
          i == chosen
              ? new AttributedString("> " + line, AttributedStyle.INVERSE)
              : plain("  " + line));
    }
    shown.set(0, bold("  " + lines.getFirst()));
    return shown;
  }
}
