package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.embedded.RedisCluster;
import dev.belfry.embedded.RedisSentinel;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that were taken are done, whatever becomes of the master. */
@Timeout(240)
class FailoverTest {
  /** No call may fail, however slow the machine is to agree on a new master. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PRODUCERS = 4;
  private static final int BEFORE = 50;
  private static final int AFTER = 100;

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** Tasks are enqueued and run all the time while {@code failover} happens. */
  private void check(RedisTarget target, Callable<?> failover) throws Exception {
    var server =
        TaskServer.builder(target)
            .concurrency(PRODUCERS)
            .handler((task, context) -> {
              done.add(context.taskId());
              return Outcome.done();
            })
            .build();
    server.start();
    try (var client = TaskClient.connect(target);
        var inspector = TaskInspector.connect(target);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var producers =
          IntStream.range(0, PRODUCERS)
              .mapToObj(i -> threads.submit(() -> produce(client)))
              .toList();
      try {
        await().atMost(PATIENCE).until(() -> taken.size() > BEFORE);
        failover.call();
        int soFar = taken.size();
        await().atMost(PATIENCE).until(() -> taken.size() > soFar + AFTER);
      } finally {
        stopped = true;
      }
      for (var producer : producers) {
        producer.get();
      }
      awaitAllDone(inspector);
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
    assertThat(taken).doesNotHaveDuplicates();
  }

  private void awaitAllDone(TaskInspector inspector) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(undone(inspector)).isEmpty());
  }

  /** What is left, and in which state. */
  private List<String> undone(TaskInspector inspector) {
    return taken.stream()
        .filter(id -> !done.contains(id))
        .map(id -> id + ' ' + inspector.task("default", id).map(TaskInfo::state))
        .toList();
  }

  /** No call may fail: each waits for the new master. */
  private void produce(TaskClient client) {
    while (!stopped) {
      taken.add(client.enqueue(Task.of("t")).id());
    }
  }

  private static RedisTarget target(String uri) {
    return RedisTarget.builder(uri).commandTimeout(PATIENCE).build();
  }

  @Test
  void sentinel_masterKilled_nothingTakenIsLost() throws Exception {
    try (var group = RedisSentinel.create()) {
      group.start();
      check(target(group.uri()), () -> group.awaitMasterOtherThan(group.killMaster()));
    }
  }

  @Test
  void sentinel_masterHangs_itsSuccessorIsFound() throws Exception {
    try (var group = RedisSentinel.create()) {
      group.start();
      check(
          target(group.uri()),
          () -> {
            EmbeddedRedis master = group.master();
            master.pause();
            return group.awaitMasterOtherThan(master);
          });
    }
  }

  @Test
  void sentinel_masterDemoted_nothingTakenIsLost() throws Exception {
    try (var group = RedisSentinel.builder().replicas(1).build()) {
      group.start();
      check(target(group.uri()), () -> group.awaitMasterOtherThan(group.failOver()));
    }
  }

  @Test
  void sentinel_noReplicaLeft_theMasterGoesOnAlone() throws Exception {
    try (var group = RedisSentinel.builder().replicas(1).build()) {
      group.start();
      check(
          target(group.uri()),
          () -> {
            EmbeddedRedis master = group.master();
            group.nodes().stream().filter(node -> node != master).forEach(EmbeddedRedis::kill);
            return master;
          });
    }
  }

  @Test
  void cluster_masterKilled_nothingTakenIsLost() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      check(
          target(cluster.uri()),
          () -> cluster.awaitMasterOtherThan(cluster.killMaster("{default}"), "{default}"));
    }
  }

  @Test
  void cluster_masterHangs_itsSuccessorIsFound() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      check(
          target(cluster.uri()),
          () -> {
            EmbeddedRedis master = cluster.master("{default}");
            master.pause();
            return cluster.awaitMasterOtherThan(master, "{default}");
          });
    }
  }
}
