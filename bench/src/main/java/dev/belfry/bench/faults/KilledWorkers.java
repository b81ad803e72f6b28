package dev.belfry.bench.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Two worker processes, of which now and then one is killed and another one started. */
final class KilledWorkers extends OnWorkerProcesses {
  /**
   * A worker writes its line before the acknowledgement is sent; this covers the time until Redis
   * has it on a busy machine.
   */
  private static final long UNACKNOWLEDGED_MILLIS = 1000;

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
    long death = System.currentTimeMillis();
    for (RunLine run : victim.runs()) {
      if (run.endMillis() > death - UNACKNOWLEDGED_MILLIS) {
        excused.add(run.task());
      }
    }
    start(queue, Map.of());
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
