package dev.belfry.cli.out;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints for people, or JSON. For one thread. */
public final class Output {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final PrintWriter out;
  private final boolean colourful;

  /** Prints there. */
  public Output(PrintWriter out, boolean colourful) {
    this.out = out;
    this.colourful = colourful;
  }

  /** A value as JSON that people can read. */
  public void json(Object value) {
    line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  /** A value as JSON on one line. */
  public void jsonLine(Object value) {
    line(JSON.writeValueAsString(value));
  }

  /** A line. */
  public void line(String line) {
    out.println(line);
    out.flush();
  }

  /** What the next lines are about. */
  public void heading(String text) {
    line(bold(text));
  }

  /** A table. */
  public void table(Table table) {
    List<String> lines = table.lines();
    line(bold(lines.getFirst()));
    lines.subList(1, lines.size()).forEach(this::line);
  }

  /** Empties the screen. */
  public void clear() {
    out.print("\u001b[H\u001b[2J\u001b[3J");
    out.flush();
  }

  private String bold(String text) {
    return colourful ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
