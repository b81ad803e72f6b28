package dev.belfry.bench.faults;

import java.util.Optional;

/**
 * One run of a task, as a worker's log tells it.
 *
 * @param task the id of the task
 * @param attempt counts from 1
 * @param startMillis on the clock of the worker
 * @param endMillis on the clock of the worker
 * @param done whether the run succeeded
 */
record RunLine(String task, int attempt, long startMillis, long endMillis, boolean done) {
  private static final int FIELDS = 5;

  /** Reads a line of a log; empty for the half line of a worker that died while writing it. */
  static Optional<RunLine> parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    boolean done = fields[4].equals("done");
    if (!done && !fields[4].equals("failed")) {
      return Optional.empty();
    }
    return Optional.of(
        new RunLine(
            fields[0],
            Integer.parseInt(fields[1]),
            Long.parseLong(fields[2]),
            Long.parseLong(fields[3]),
            done));
  }
}
