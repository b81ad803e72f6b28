package dev.belfry.cli.view;

import dev.belfry.tasks.DailyStats;
import java.time.LocalDate;

/** What a queue did on a day. */
public record HistoryView(String queue, LocalDate day, long processed, long failed) {
  /** Of a day. */
  public static HistoryView of(DailyStats stats) {
    return new HistoryView(
        stats.queue(), stats.day(), stats.attempts().processed(), stats.attempts().failed());
  }
}
