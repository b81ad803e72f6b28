package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import org.junit.jupiter.api.Test;

class QueueCommandsTest extends OnStore {

  private void put(String queue) {
    client.enqueue(Task.of("t"), TaskOption.queue(queue));
  }

  @Test
  void ls_queuesOfAllNames_areAligned() throws Exception {
    put(ODD);
    put("default");
    inspector.pause("default");
    assertThat(belfry("queue", "ls")).isZero();
    assertThat(out.toString().lines().toList())
        .satisfies(
            lines -> assertThat(lines.get(0)).startsWith("QUEUE           STATE   SIZE"),
            lines -> assertThat(lines.get(2)).startsWith(ODD + "  run     1"),
            lines -> assertThat(lines.get(3)).startsWith("default         paused  1"));
    assertThat(json("queue-ls", "queue", "list").get(0).get("queue").asString()).isEqualTo(ODD);
  }

  @Test
  void inspect_showsSizesByStateAndAttempts() throws Exception {
    put(ODD);
    assertThat(belfry("queue", "inspect", ODD)).isZero();
    assertThat(out.toString()).contains(ODD).contains("pending      1").contains("ERROR RATE");
    assertThat(
            json("queue-inspect", "queue", "inspect", ODD)
                .get(0)
                .get("counts")
                .get("pending")
                .asInt())
        .isEqualTo(1);
    assertThat(belfry("queue", "inspect", "missing")).isEqualTo(ExitCodes.NOT_FOUND);
    assertThat(err.toString()).contains("missing");
  }

  @Test
  void history_hasALineForEachDay() throws Exception {
    put("default");
    assertThat(belfry("queue", "history", "default", "-x", "3")).isZero();
    assertThat(out.toString().lines()).hasSize(5);
    assertThat(out.toString().lines().skip(2))
        .as("no error rate without attempts")
        .allMatch(day -> day.endsWith("  -"));
    assertThat(json("queue-history", "queue", "history", "default").size()).isEqualTo(10);
    assertThat(belfry("queue", "history", "default", "--days", "91")).isEqualTo(2);
  }

  @Test
  void pauseAndUnpause_ofSeveralQueues_sayWhatBecameOfEach() throws Exception {
    put("one");
    put(ODD);
    assertThat(belfry("queue", "pause", "one", ODD)).isZero();
    assertThat(inspector.queue(ODD).isPaused()).isTrue();
    assertThat(belfry("queue", "pause", "one", "missing")).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("already paused").contains("missing");
    assertThat(belfry("queue", "unpause", "one", "missing")).isEqualTo(ExitCodes.PARTLY);
    assertThat(belfry("queue", "resume", "missing")).isEqualTo(ExitCodes.NOT_FOUND);
    assertThat(json("change", "queue", "resume", ODD).get("done").asInt()).isEqualTo(1);
  }

  @Test
  void rm_queueWithTasks_needsForceAndConsent() {
    put(ODD);
    assertThat(belfry("queue", "rm", ODD)).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("has tasks");
    assertThat(belfry("queue", "rm", ODD, "--force")).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("--yes");
    types("no\n");
    assertThat(belfry("queue", "rm", ODD, "--force")).isEqualTo(ExitCodes.FAILED);
    assertThat(inspector.queueCounts(ODD).get(TaskState.PENDING)).isEqualTo(1);
    types("yes\n");
    assertThat(belfry("queue", "rm", ODD, "--force")).isZero();
    assertThat(err.toString()).contains("Delete 1 queues with 1 tasks? Type yes:");
    assertThat(inspector.queues()).doesNotContain(ODD);
  }

  @Test
  void groupLs_showsGroupsWithTasks() throws Exception {
    client.enqueue(Task.of("t"), TaskOption.queue(ODD), TaskOption.group(ODD));
    assertThat(belfry("group", "ls", "-q", ODD)).isZero();
    assertThat(out.toString()).contains(ODD + "  1        0");
    assertThat(json("group-ls", "group", "ls", "-q", ODD).get(0).get("group").asString())
        .isEqualTo(ODD);
    assertThat(belfry("group")).isEqualTo(2);
  }
}
