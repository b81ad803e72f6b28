package dev.belfry.looklook.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The steps of a story, with what was expected and what was seen. For one thread. */
final class StoryTable {

  /** What a step saw. */
  record Row(String step, String expected, String seen, long millis) {
    boolean cameTrue() {
      return expected.equals(seen);
    }
  }

  /** A step that can fail in any way. */
  @FunctionalInterface
  interface Step {
    String see() throws Exception;
  }

  private final List<Row> rows = new ArrayList<>();

  /** Takes the step, unless an earlier one failed: then there is nothing to build on. */
  void step(String name, String expected, Step step) {
    if (!cameTrue()) {
      rows.add(new Row(name, expected, "(not reached)", 0));
      return;
    }
    long begun = System.nanoTime();
    String seen;
    try {
      seen = step.see();
    } catch (Exception e) {
      seen = e.toString();
    }
    rows.add(new Row(name, expected, seen, (System.nanoTime() - begun) / 1_000_000));
  }

  boolean cameTrue() {
    return rows.stream().allMatch(Row::cameTrue);
  }

  void print(PrintWriter out) {
    int step = width("step", rows.stream().map(Row::step).toList());
    int expected = width("expected", rows.stream().map(Row::expected).toList());
    int seen = width("seen", rows.stream().map(Row::seen).toList());
    String line = "%-" + step + "s  %-" + expected + "s  %-" + seen + "s  %6s%n";
    out.printf(line, "step", "expected", "seen", "ms");
    out.printf(line, "-".repeat(step), "-".repeat(expected), "-".repeat(seen), "------");
    rows.forEach(row -> out.printf(line, row.step(), row.expected(), row.seen(), row.millis()));
    out.printf("%n%s%n", cameTrue() ? "All of it came true." : "Not all of it came true.");
    out.flush();
  }

  private static int width(String title, List<String> cells) {
    return cells.stream().mapToInt(String::length).reduce(title.length(), Math::max);
  }
}
