package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.redis.Ack.Complete;
import dev.belfry.tasks.internal.redis.Ack.Cost;
import dev.belfry.tasks.internal.redis.Ack.Done;
import dev.belfry.tasks.internal.redis.Ack.Requeue;
import dev.belfry.tasks.internal.redis.Ack.Retry;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writing the outcomes of attempts. Thread-safe. */
final class Acknowledging {
  /** More in one script would keep Redis from others for too long. */
  private static final int MAX_BATCH = 200;

  private static final Ack.Result[] RESULTS = {
    Ack.Result.LOST, Ack.Result.APPLIED, Ack.Result.ALREADY_APPLIED
  };

  private final RedisLink link;
  private final RedisClock clock;

  Acknowledging(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  List<Ack.Result> acknowledge(String queue, List<? extends Ack> acks) {
    return link.await(begin(queue, acks));
  }

  /** Sends the outcomes; the answer is there when all of them have been judged. */
  CompletionStage<List<Ack.Result>> begin(String queue, List<? extends Ack> acks) {
    // A record's components name the script it needs, so the class sorts the outcomes by script.
    Map<Class<?>, List<Integer>> byScript = new LinkedHashMap<>();
    for (int i = 0; i < acks.size(); i++) {
      byScript.computeIfAbsent(acks.get(i).getClass(), any -> new ArrayList<>()).add(i);
    }
    var results = new Ack.Result[acks.size()];
    CompletionStage<?> all = CompletableFuture.completedFuture(results);
    for (List<Integer> places : byScript.values()) {
      // The first requeued task is to be next to run, so the last portion goes first.
      for (int start = portionStart(places.size()); start >= 0; start -= MAX_BATCH) {
        var portion = places.subList(start, Math.min(start + MAX_BATCH, places.size()));
        var judged =
            start(queue, portion.stream().map(acks::get).toList())
                .thenAccept(values -> note(new Reply(values), portion, results));
        all = all.thenCombine(judged, (before, now) -> results);
      }
    }
    return all.thenApply(any -> List.of(results));
  }

  private static void note(Reply reply, List<Integer> places, Ack.Result[] results) {
    for (int i = 0; i < places.size(); i++) {
      results[places.get(i)] = RESULTS[(int) reply.number(i)];
    }
  }

  private static int portionStart(int size) {
    return (size - 1) / MAX_BATCH * MAX_BATCH;
  }

  /** All of {@code acks} are of one class. */
  private CompletionStage<List<Object>> start(String queue, List<? extends Ack> acks) {
    var keys = link.keys(queue);
    var arguments = new Arguments().add(keys.taskPrefix());
    if (acks.getFirst() instanceof Retry) {
      arguments.add(keys.dueChannel());
    }
    for (Ack ack : acks) {
      arguments.add(ack.lease().id()).add(ack.lease().owner());
      addOutcome(arguments, keys, ack);
    }
    return switch (acks.getFirst()) {
      case Done done -> link.start(Script.DONE, arguments, held(keys, keys.processed()));
      case Complete complete ->
          link.start(Script.COMPLETE, arguments, held(keys, keys.completed(), keys.processed()));
      case Retry retry ->
          link.start(
              Script.RETRY, arguments, held(keys, keys.retry(), keys.processed(), keys.failed()));
      case Archive archive ->
          link.start(
              Script.ARCHIVE,
              arguments,
              held(keys, keys.archived(), keys.processed(), keys.failed()));
      case Requeue requeue -> link.start(Script.REQUEUE, arguments, held(keys, keys.pending()));
    };
  }

  private void addOutcome(Arguments arguments, Keys keys, Ack ack) {
    TaskMessage message = ack.message();
    switch (ack) {
      case Done done -> arguments.add(lock(keys, message));
      case Complete complete ->
          arguments
              .add(lock(keys, message))
              .add(message.completedAt(clock.second()).encode())
              .add(message.retentionSeconds())
              .add(complete.note());
      case Retry retry -> {
        boolean failure = retry.cost() == Cost.RETRY;
        long second = clock.second();
        var next =
            failure
                ? message.failedAt(second, retry.error())
                : message.endedAt(second, retry.error());
        arguments
            .add(next.encode())
            .add(retry.delay().toMillis())
            .add(failure ? 1 : 0)
            .add(retry.note());
      }
      case Archive archive ->
          arguments
              .add(message.endedAt(clock.second(), archive.error()).encode())
              .add(archive.note());
      case Requeue requeue -> {}
    }
  }

  /** A lock elsewhere is not the queue's own, and a cluster would not let a script touch it. */
  static String lock(Keys keys, TaskMessage message) {
    String lock = message.uniqueKey();
    return !lock.isEmpty() && lock.startsWith(keys.lockPrefix()) ? lock : "";
  }

  private static String[] held(Keys keys, String... others) {
    var all = new ArrayList<>(List.of(keys.active(), keys.lease()));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }
}
