package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.redis.Surveying.Look;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of an examination that concerns one queue: a walk over its lists and sets, which asks of
 * each id whether its record fits, then a look at its keys, which asks of each record whether it is
 * where it says. For one thread.
 */
final class QueueExamination {
  private static final List<TaskState> SORTED_SETS =
      List.of(TaskState.SCHEDULED, TaskState.RETRY, TaskState.ARCHIVED, TaskState.COMPLETED);

  private final Keys keys;
  private final Surveying surveying;
  private final Judging judging;
  private final Suspects suspects;
  private final String walkedAt;
  private final Fingerprints pending = new Fingerprints();
  private final Surveying.Queue whole;
  private int walked;

  QueueExamination(
      Keys keys, Surveying surveying, Judging judging, Suspects suspects, Instant now) {
    this.keys = keys;
    this.surveying = surveying;
    this.judging = judging;
    this.suspects = suspects;
    walkedAt = Examination.nanos(now);
    whole = surveying.queue(keys);
  }

  /** Walks; says how many ids it saw. */
  int walk() {
    suspects.suspect(() -> judging.queue(keys));
    if (has("pending")) {
      surveying.forEachInList(
          keys.pending(),
          ids -> {
            ids.forEach(pending::add);
            ids(keys.pending(), "pending", "pending", ids);
          });
    }
    if (has("active") && has("lease")) {
      surveying.forEachInList(keys.active(), ids -> ids(keys.active(), "active", "active", ids));
      surveying
          .unleased(keys)
          .forEach(id -> suspects.suspect(() -> judging.place(keys, id, "active")));
    }
    for (TaskState state : SORTED_SETS) {
      String name = state.name().toLowerCase(Locale.ROOT);
      if (has(name)) {
        surveying.forEachInSortedSet(
            keys.container(state), ids -> ids(keys.container(state), name, name, ids));
      }
    }
    groups();
    return walked;
  }

  private void groups() {
    if (has("groups")) {
      surveying.forEachInSet(keys.groups(), names -> names.forEach(this::group));
    }
    if (has("aggregation_sets")) {
      surveying.forEachInSortedSet(
          keys.aggregationSets(),
          sets ->
              sets.stream()
                  .filter(set -> set.startsWith(keys.groupPrefix()))
                  .forEach(set -> group(set.substring(keys.groupPrefix().length()))));
    }
  }

  private void group(String name) {
    suspects.suspect(() -> judging.group(keys, name));
  }

  private boolean has(String key) {
    return !whole.wrongTypes().contains(key);
  }

  private void ids(String container, String place, String state, List<String> ids) {
    walked += ids.size();
    for (String id : surveying.misfits(keys, container, state, ids)) {
      suspects.suspect(() -> judging.place(keys, id, place));
    }
  }

  /** Looks at keys of the queue. */
  void look(List<KeyName> names) {
    List<String> ids = new ArrayList<>();
    List<String> locks = new ArrayList<>();
    for (KeyName name : names) {
      name.after("t:").ifPresent(ids::add);
      name.after("g:").ifPresent(this::members);
      name.after("unique:").ifPresent(lock -> locks.add(name.rest()));
      if (name.after("processed:").or(() -> name.after("failed:")).isPresent()) {
        suspects.suspect(() -> judging.dayCounter(keys, name.rest()));
      }
    }
    portions(ids).forEach(this::records);
    portions(locks).forEach(this::locks);
  }

  private void members(String name) {
    group(name);
    if (surveying.groups(keys, List.of(name)).getFirst().type().equals("zset")) {
      String key = keys.group(name);
      surveying.forEachInSortedSet(key, ids -> ids(key, "g:" + name, "aggregating", ids));
    }
  }

  private void records(List<String> ids) {
    List<Look> looks = surveying.records(keys, ids);
    for (int i = 0; i < ids.size(); i++) {
      record(ids.get(i), looks.get(i));
    }
  }

  private void record(String id, Look look) {
    switch (look.sign()) {
      case FITS, GONE -> {}
      case DOUBTFUL -> suspects.suspect(() -> judging.place(keys, id, ""));
      case WRONG_TYPE -> suspects.suspect(() -> judging.message(keys, id));
      case PENDING -> {
        if (!pending.contains(id) && !isYounger(look)) {
          suspects.suspect(() -> judging.place(keys, id, ""));
        }
      }
    }
    if (!look.message().isEmpty() && !judging.message(keys, id, look.message()).isEmpty()) {
      suspects.suspect(() -> judging.message(keys, id));
    }
  }

  /** Whether the task became pending after the walk had begun. */
  private boolean isYounger(Look look) {
    return look.pendingSince().length() == walkedAt.length()
        && look.pendingSince().compareTo(walkedAt) > 0;
  }

  private void locks(List<String> names) {
    List<String> full = names.stream().map(name -> keys.prefix() + name).toList();
    List<Surveying.Lock> locks = surveying.locks(keys, full);
    for (int i = 0; i < locks.size(); i++) {
      String name = names.get(i);
      var lock = locks.get(i);
      if (lock.status() == 2 || Judging.lockTrouble(full.get(i), lock).isPresent()) {
        suspects.suspect(() -> judging.lock(keys, name));
      }
    }
  }

  private static List<List<String>> portions(List<String> all) {
    List<List<String>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += Surveying.PORTION) {
      portions.add(all.subList(from, Math.min(all.size(), from + Surveying.PORTION)));
    }
    return portions;
  }
}
