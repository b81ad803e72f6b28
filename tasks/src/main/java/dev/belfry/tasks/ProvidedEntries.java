package dev.belfry.tasks;

import dev.belfry.tasks.internal.schedule.ScheduledTask;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a provider has told, without what cannot be used. For one thread. */
final class ProvidedEntries implements PeriodicTaskProvider.Entries {
  private static final Logger log = LoggerFactory.getLogger(ProvidedEntries.class);

  private final Function<ScheduleEntry, ScheduledTask> workOut;
  private final Map<String, ScheduleEntry> byFingerprint = new LinkedHashMap<>();
  private final Set<String> keys = new HashSet<>();

  ProvidedEntries(Function<ScheduleEntry, ScheduledTask> workOut) {
    this.workOut = workOut;
  }

  @Override
  public void add(String schedule, Task task, TaskOption... options) {
    try {
      add(ScheduleEntry.of(schedule, task, options));
    } catch (RuntimeException e) {
      log.error("left out: the periodic task \"{}\" {}: {}", schedule, task, e.toString());
    }
  }

  @Override
  public void add(ScheduleEntry entry) {
    try {
      ScheduledTask task = workOut.apply(entry);
      if (keys.add(task.key())) {
        byFingerprint.put(task.fingerprint(), entry);
      } else {
        log.warn("left out: the periodic task {} was provided twice; the first one counts", entry);
      }
    } catch (RuntimeException e) {
      log.error("left out: the periodic task {}: {}", entry, e.toString());
    }
  }

  /** The entries by what makes them differ. */
  Map<String, ScheduleEntry> byFingerprint() {
    return byFingerprint;
  }
}
