package dev.belfry.tasks.internal.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Storing new tasks. Thread-safe. */
final class Enqueuing {
  private final RedisLink link;
  private final RedisClock clock;
  private final Overdue overdue;
  private final Map<String, EnqueueLane> lanes = new ConcurrentHashMap<>();

  /** Distinguishes the clients of a queue in what Redis remembers of their last calls. */
  private final String client = UUID.randomUUID().toString();

  Enqueuing(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
    overdue = new Overdue(link.commandTimeout());
  }

  NewTask.Result enqueue(NewTask task) {
    var request = new EnqueueRequest(task);
    overdue.watch(request);
    lane(task).store(request);
    return link.await(request.result());
  }

  CompletableFuture<NewTask.Result> enqueueAsync(NewTask task) {
    var request = new EnqueueRequest(task);
    overdue.watch(request);
    lane(task).submit(List.of(request));
    return translated(request.result());
  }

  List<CompletableFuture<NewTask.Result>> enqueueAll(List<NewTask> tasks) {
    Map<EnqueueLane, List<EnqueueRequest>> byLane = new LinkedHashMap<>();
    var results = new ArrayList<CompletableFuture<NewTask.Result>>(tasks.size());
    for (NewTask task : tasks) {
      var request = new EnqueueRequest(task);
      byLane.computeIfAbsent(lane(task), any -> new ArrayList<>()).add(request);
      results.add(translated(request.result()));
    }
    byLane.forEach(EnqueueLane::submit);
    return results;
  }

  private CompletableFuture<NewTask.Result> translated(CompletableFuture<NewTask.Result> result) {
    return result.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(link.translate(failure)));
  }

  private EnqueueLane lane(NewTask task) {
    return lanes.computeIfAbsent(
        task.message().queue(), queue -> new EnqueueLane(link, clock, client, link.keys(queue)));
  }
}
