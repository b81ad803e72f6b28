package dev.belfry.cli.out;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings. Values are shown on one line each. For one thread. */
public final class Table {
  /** Longer values push everything else off the screen; JSON has them whole. */
  private static final int MAX_COLUMNS = 60;

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row, with a value for each heading. */
  public Table row(Object... values) {
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(Text.cut(Text.plain(String.valueOf(value)), MAX_COLUMNS));
    }
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(row + " does not fit under " + rows.getFirst());
    }
    rows.add(row);
    return this;
  }

  /** Whether there are no rows. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The lines, headings first, then a line of dashes. */
  public List<String> lines() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> Text.width(row.get(i))).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths));
      if (lines.size() == 1) {
        lines.add(line(IntStream.of(widths).mapToObj(width -> "-".repeat(width)).toList(), widths));
      }
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(i == 0 ? "" : GAP).append(Text.pad(row.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
