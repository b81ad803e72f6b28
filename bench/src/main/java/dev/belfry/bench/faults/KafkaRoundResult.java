package dev.belfry.bench.faults;

import dev.belfry.bench.faults.SentMessages.Place;
import java.util.List;
import java.util.Locale;

/**
 * How a round ended.
 *
 * @param lost sent, and never handled to the end
 * @param outOfOrder handled before the one before it in its key was done
 * @param delivered what was delivered to its end twice
 * @param handled what a handler behind the guard did to its end twice
 * @param millis how long it took
 */
record KafkaRoundResult(
    KafkaPlan plan,
    Sent sent,
    List<Place> lost,
    List<String> outOfOrder,
    Twice delivered,
    Twice handled,
    long millis) {
  private static final int SHOWN = 20;

  /**
   * What went in.
   *
   * @param messages that the broker has
   * @param unknown that it may have or not
   * @param joinsAndLeaves of consumers that did not die
   */
  record Sent(int messages, int unknown, int joinsAndLeaves) {}

  /**
   * Repetitions.
   *
   * @param forDeath after which the consumer was killed
   * @param oldestMillis how long before, at most
   * @param forBroker around whose time the broker was killed
   * @param unexplained all others
   */
  record Twice(int forDeath, long oldestMillis, int forBroker, List<String> unexplained) {}

  /** A handler behind the guard may see twice only what its consumer died of. */
  boolean isClean() {
    return lost.isEmpty()
        && outOfOrder.isEmpty()
        && delivered.unexplained().isEmpty()
        && handled.unexplained().isEmpty()
        && handled.forBroker() == 0;
  }

  String text() {
    var text =
        new StringBuilder()
            .append(
                String.format(
                    Locale.ROOT,
                    "%s seed %d: %d sent, %d unknown, %d kills, %d restarts, %d joins and leaves,"
                        + " %d lost, %d out of order, %.0f s%n",
                    plan.mode().name().toLowerCase(Locale.ROOT),
                    plan.seed(),
                    sent.messages(),
                    sent.unknown(),
                    plan.faults().kills(),
                    plan.faults().restarts(),
                    sent.joinsAndLeaves(),
                    lost.size(),
                    outOfOrder.size(),
                    millis / 1000.0))
            .append(line("delivered", delivered))
            .append(line("handled behind the guard", handled));
    lost.stream().limit(SHOWN).forEach(place -> text.append("  lost: ").append(place).append('\n'));
    outOfOrder.stream()
        .limit(SHOWN)
        .forEach(what -> text.append("  out of order: ").append(what).append('\n'));
    return text.toString().stripTrailing();
  }

  private static String line(String what, Twice twice) {
    var text =
        new StringBuilder()
            .append(
                String.format(
                    Locale.ROOT,
                    "  %s twice: %d for a consumer's death (up to %d ms before it), %d for the"
                        + " broker's, %d for no reason%n",
                    what,
                    twice.forDeath(),
                    twice.oldestMillis(),
                    twice.forBroker(),
                    twice.unexplained().size()));
    twice.unexplained().stream()
        .limit(SHOWN)
        .forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }
}
