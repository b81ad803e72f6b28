package dev.belfry.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.service.codec.JsonCodec;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured, by name, in the order in which it was. For one thread. */
public final class Figures {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a figure, rounded to three digits behind the point; large ones to none. */
  public void put(String name, double value) {
    double scale = Math.abs(value) >= 1000 ? 1 : 1000;
    values.put(name, Math.round(value * scale) / scale);
  }

  /** Adds the sum of two figures, if both were measured. */
  void putSum(String name, String one, String other) {
    if (values.get(one) instanceof Double a && values.get(other) instanceof Double b) {
      put(name, a + b);
    }
  }

  public void put(String name, long value) {
    values.put(name, value);
  }

  /** Adds anything else that has a form in JSON. */
  public void put(String name, Object value) {
    values.put(name, value);
  }

  /** Adds to a count that several runs share. */
  void add(String name, long value) {
    values.merge(name, value, (sum, more) -> (Long) sum + (Long) more);
  }

  /** The 50th and 99th of a hundred, the least and the greatest of {@code samples}. */
  public void putMillis(String name, Samples samples) {
    put(name + "P50", samples.percentile(0.5) / 1e6);
    put(name + "P99", samples.percentile(0.99) / 1e6);
    put(name + "Min", samples.percentile(0) / 1e6);
    put(name + "Max", samples.percentile(1) / 1e6);
  }

  /** Prints one JSON object in a line of its own. */
  public void print(PrintWriter out) {
    out.println(new String(JsonCodec.create().encode(values), UTF_8));
    out.flush();
  }

  /** Prints a line for each, for people. */
  public void printList(PrintWriter out) {
    values.forEach((name, value) -> out.printf("%-28s %s%n", name, value));
    out.flush();
  }

  /** All figures; a view. */
  public Map<String, Object> asMap() {
    return Collections.unmodifiableMap(values);
  }
}
