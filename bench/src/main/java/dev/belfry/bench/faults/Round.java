package dev.belfry.bench.faults;

import dev.belfry.tasks.Finding;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One round: tasks are put into a queue and run, something breaks meanwhile, and when all is quiet
 * the books are balanced.
 *
 * @param kind what breaks
 * @param seed of all that is random here
 * @param tasks how many
 */
record Round(FaultKind kind, long seed, int tasks) {
  private static final int LONGEST_PAUSE_MILLIS = 400;

  RoundResult play() throws Exception {
    long start = System.nanoTime();
    var random = new SplittableRandom(seed);
    // A queue's name decides the node of a cluster, so it differs from round to round.
    String queue = "faults-" + Long.toString(seed, Character.MAX_RADIX);
    try (Stage stage = kind.stage()) {
      stage.serve(queue);
      Books books;
      try (var producers = new Producers(stage.target(), queue, tasks, random.split())) {
        producers.start();
        for (int i = 0; i < kind.disturbances(); i++) {
          Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
          stage.hurt(random);
        }
        books = producers.finish();
      }
      try (var inspector = TaskInspector.connect(stage.judge())) {
        Patience.until(
            "all tasks of " + queue + " have run",
            () -> unfinished(inspector, queue) == 0,
            () -> standing(inspector, queue));
        return judge(stage, books, inspector, start);
      }
    }
  }

  private static String standing(TaskInspector inspector, String queue) {
    return "; there are "
        + inspector.queueCounts(queue)
        + " and "
        + inspector.servers().size()
        + " servers; the doctor says "
        + inspector.doctor().examine();
  }

  private static long unfinished(TaskInspector inspector, String queue) {
    Map<TaskState, Long> counts = inspector.queueCounts(queue);
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private RoundResult judge(Stage stage, Books books, TaskInspector inspector, long start)
      throws Exception {
    Map<String, Integer> done = new HashMap<>();
    for (RunLine run : stage.runs()) {
      if (run.done()) {
        done.merge(run.task(), 1, Integer::sum);
      }
    }
    List<String> lost = books.stored().stream().filter(id -> !done.containsKey(id)).toList();
    Set<String> excused = stage.excused();
    var twice = new ArrayList<String>();
    int excusedTwice = 0;
    for (var entry : done.entrySet()) {
      if (entry.getValue() > 1) {
        if (excused.contains(entry.getKey())) {
          excusedTwice++;
        } else {
          twice.add(entry.getKey());
        }
      }
    }
    return new RoundResult(
        this,
        books,
        lost,
        twice,
        excusedTwice,
        findings(inspector),
        (System.nanoTime() - start) / 1_000_000);
  }

  /** What merely deserves attention, such as a pause, is no finding. */
  private static List<String> findings(TaskInspector inspector) {
    return inspector.doctor().examine().findings().stream()
        .filter(finding -> !finding.kind().isNote())
        .map(Finding::toString)
        .toList();
  }
}
