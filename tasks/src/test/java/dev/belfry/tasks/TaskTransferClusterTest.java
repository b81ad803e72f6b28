package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.RedisCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Between slots of a Redis Cluster, a task is written before it is deleted. */
@Timeout(120)
class TaskTransferClusterTest {

  @Test
  void move_betweenSlots_takesEverythingWithIt() throws Exception {
    try (var cluster = RedisCluster.create()) {
      cluster.start();
      try (var client = TaskClient.connect(RedisTarget.parse(cluster.uri()));
          var inspector = TaskInspector.connect(RedisTarget.parse(cluster.uri()))) {
        var transfer = inspector.transfer();
        for (String to : new String[] {"b", "c", "d e", "中"}) {
          client.enqueue(Task.of("t"), queue("a"), taskId("now"), unique(ofHours(1)));
          client.enqueue(Task.of("t"), queue("a"), taskId("g"), TaskOption.group("g"));
          var due =
              client
                  .enqueue(
                      Task.of("t"), queue("a"), taskId("later"), TaskOption.processIn(ofHours(9)))
                  .nextProcessAt();
          for (String id : new String[] {"now", "g", "later"}) {
            transfer.move("a", id, to);
            assertThat(inspector.task("a", id)).isEmpty();
          }
          assertThat(inspector.task(to, "now").orElseThrow().state()).isEqualTo(TaskState.PENDING);
          assertThat(inspector.task(to, "g").orElseThrow().group()).contains("g");
          assertThat(inspector.task(to, "later").orElseThrow().nextProcessAt()).isEqualTo(due);
          assertThatThrownBy(() -> client.enqueue(Task.of("t"), queue(to), unique(ofHours(1))))
              .isInstanceOf(DuplicateTaskException.class);
          client.enqueue(Task.of("t"), queue("a"), taskId("g"));
          assertThatThrownBy(() -> transfer.move("a", "g", to))
              .isInstanceOf(TaskIdConflictException.class);
          inspector.archive("a", "g");
          transfer.requeue("a", "g", TaskEdit.builder().type("u").options(queue("z" + to)).build());
          assertThat(inspector.task("z" + to, "g").orElseThrow().type()).isEqualTo("u");
        }
        DoctorReport report = inspector.doctor().examine();
        assertThat(report.findings()).as(report.toString()).isEmpty();
      }
    }
  }
}
