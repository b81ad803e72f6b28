package dev.belfry.bench.faults;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workers in processes of their own, for faults that a process may die of. */
abstract class OnWorkerProcesses implements Stage {
  static final int WORKERS = 2;

  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final Path folder = Files.createTempDirectory("belfry-faults-");
  private final List<WorkerProcess> workers = new ArrayList<>();

  OnWorkerProcesses() throws Exception {
    redis.start();
  }

  @Override
  public final RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  /**
   * Starts one more worker.
   *
   * @param environment what differs from the environment of this process
   */
  final void start(String queue, Map<String, String> environment) throws Exception {
    workers.add(WorkerProcess.start(redis.uri(), queue, folder, environment));
  }

  /** Waits until all are there, so that what breaks then breaks while they work. */
  final void awaitWorkers() throws Exception {
    try (var inspector = TaskInspector.connect(target())) {
      Patience.until("all workers are there", () -> inspector.servers().size() >= WORKERS);
    }
  }

  /** Where the workers' logs are, and may be what else they need. */
  final Path folder() {
    return folder;
  }

  /** All that were started, be they alive or not. */
  final List<WorkerProcess> workers() {
    return workers;
  }

  @Override
  public final List<RunLine> runs() throws Exception {
    var all = new ArrayList<RunLine>();
    for (WorkerProcess worker : workers) {
      all.addAll(worker.runs());
    }
    return all;
  }

  @Override
  public final void close() throws Exception {
    for (WorkerProcess worker : workers) {
      worker.stop();
    }
    redis.close();
    Folders.delete(folder);
  }
}
