package dev.belfry.bench.faults;

import dev.belfry.tasks.ListedTask;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Two worker processes, of which now and then one is killed and another one started. */
final class KilledWorkers extends OnWorkerProcesses {
  private final Set<String> excused = new HashSet<>();
  private String queue = "";

  KilledWorkers() throws Exception {}

  @Override
  public void serve(String name) throws Exception {
    queue = name;
    for (int i = 0; i < WORKERS; i++) {
      start(queue, Map.of());
    }
    awaitWorkers();
  }

  @Override
  public void hurt(RandomGenerator random) throws Exception {
    Patience.until("a worker has begun to work", () -> !atWork().isEmpty());
    List<WorkerProcess> atWork = atWork();
    WorkerProcess victim = atWork.get(random.nextInt(atWork.size()));
    victim.kill();
    Set<String> inHand = active();
    for (RunLine run : victim.runs()) {
      if (inHand.contains(run.task())) {
        excused.add(run.task());
      }
    }
    start(queue, Map.of());
  }

  /** Tasks whose outcome Redis does not know: those of the dead stay so until their leases end. */
  private Set<String> active() {
    try (var inspector = TaskInspector.connect(target())) {
      var page = inspector.list(queue, TaskState.ACTIVE, new Page(1, Page.MAX_SIZE));
      return page.tasks().stream().map(ListedTask::id).collect(Collectors.toSet());
    }
  }

  private List<WorkerProcess> atWork() throws Exception {
    var all = new ArrayList<WorkerProcess>();
    for (WorkerProcess worker : workers()) {
      if (worker.isAlive() && worker.hasRun()) {
        all.add(worker);
      }
    }
    return all;
  }

  @Override
  public Set<String> excused() {
    return excused;
  }
}
