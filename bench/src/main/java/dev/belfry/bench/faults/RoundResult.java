package dev.belfry.bench.faults;

import java.util.List;
import java.util.Locale;

/**
 * How a round ended.
 *
 * @param lost tasks that were stored and never ran to their end
 * @param twice tasks that ran to their end twice although no worker of theirs died
 * @param excusedTwice how many ran twice because a worker of theirs died
 * @param findings what the doctor found when all was over
 * @param millis how long it took
 */
record RoundResult(
    Round round,
    Books books,
    List<String> lost,
    List<String> twice,
    int excusedTwice,
    List<String> findings,
    long millis) {

  boolean isClean() {
    return lost.isEmpty() && twice.isEmpty() && findings.isEmpty();
  }

  String line(int number) {
    var text =
        new StringBuilder()
            .append(
                String.format(
                    Locale.ROOT,
                    "%-8s round %2d seed %d: %d stored, %d unknown, %d lost, %d twice, %d twice"
                        + " for a death, %d findings, %.1f s",
                    round.kind(),
                    number,
                    round.seed(),
                    books.stored().size(),
                    books.unknown(),
                    lost.size(),
                    twice.size(),
                    excusedTwice,
                    findings.size(),
                    millis / 1000.0));
    lost.forEach(id -> text.append("\n  lost: ").append(id));
    twice.forEach(id -> text.append("\n  twice: ").append(id));
    findings.forEach(finding -> text.append("\n  doctor: ").append(finding));
    return text.toString();
  }
}
