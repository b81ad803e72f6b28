package dev.belfry.cli.view;

import dev.belfry.cli.out.Text;
import dev.belfry.tasks.SchedulerEntryInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of a running scheduler. */
public record EntryView(
    String id,
    String scheduler,
    String spec,
    String taskType,
    @Nullable String payload,
    List<String> options,
    @Nullable Instant next,
    @Nullable Instant previous) {
  /** Of an entry. */
  public static EntryView of(SchedulerEntryInfo entry) {
    return new EntryView(
        entry.id(),
        entry.schedulerId(),
        entry.spec(),
        entry.taskType(),
        Text.of(entry.payload()).orElse(null),
        entry.options(),
        entry.next().orElse(null),
        entry.previous().orElse(null));
  }
}
