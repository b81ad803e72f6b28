package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchAndBulkTest extends OnStore {

  @BeforeEach
  void fill() {
    for (int i = 0; i < 5; i++) {
      client.enqueue(
          Task.of("mail:" + i, ("{\"n\":" + i + "}").getBytes(UTF_8)),
          TaskOption.queue(i % 2 == 0 ? ODD : "default"),
          TaskOption.taskId("i" + i));
    }
  }

  @Test
  void search_conditions_findWhatMeetsThem() throws Exception {
    assertThat(belfry("search", "type:mail:*", "json:$.n>2")).isZero();
    assertThat(out.toString()).contains("i3").contains("i4").contains("2 found, 5 looked at");
    var json = json("search", "search", "queue:default");
    assertThat(json.get("counts").get("pending").asInt()).isEqualTo(2);
    var first = json("search", "search", "--limit", "2");
    var rest = json("search", "search", "--limit", "9", "--cursor", first.get("next").asString());
    assertThat(first.get("tasks").size() + rest.get("tasks").size()).isEqualTo(5);
    assertThat(belfry("search", "--count")).isZero();
    assertThat(out.toString()).contains("5 found").doesNotContain("i3");
    assertThat(belfry("search", "typ:x")).isEqualTo(2);
    assertThat(err.toString()).contains("position 1");
    assertThat(belfry("search", "--cursor", "x")).isEqualTo(2);
  }

  @Test
  void bulk_eachAction_isDoneAfterConsent() throws Exception {
    assertThat(belfry("bulk", "archive", "queue:default", "--dry-run")).isZero();
    assertThat(out.toString()).contains("2 tasks meet the query");
    assertThat(belfry("bulk", "archive", "queue:default")).isEqualTo(ExitCodes.FAILED);
    types("yes\n");
    assertThat(belfry("bulk", "archive", "queue:default", "--reason", "test")).isZero();
    assertThat(err.toString()).contains("archive these 2 tasks?");
    assertThat(inspector.queueCounts("default").get(TaskState.ARCHIVED)).isEqualTo(2);
    assertThat(json("bulk", "bulk", "run", "state:archived", "-y").get("done").asInt())
        .isEqualTo(2);
    assertThat(belfry("bulk", "move", "queue:default", "--to", ODD, "-y")).isZero();
    assertThat(belfry("bulk", "requeue", "id:i1", "--payload", "new", "-y")).isZero();
    assertThat(inspector.task(ODD, "i1").orElseThrow().payload()).isEqualTo("new".getBytes(UTF_8));
    assertThat(belfry("bulk", "delete", "type:mail:*", "-y")).isZero();
    assertThat(out.toString()).contains("5 done, 0 refused");
    assertThat(json("bulk", "bulk", "cancel", "state:active", "-y").get("phase").asString())
        .isEqualTo("preview");
    assertThat(belfry("bulk", "explode", "id:x")).isEqualTo(2);
    assertThat(belfry("bulk", "move", "id:x")).isEqualTo(2);
  }

  @Test
  void bulk_withRefusals_isPartlyDone() {
    client.enqueue(Task.of("t"), TaskOption.queue("default"), TaskOption.taskId("i0"));
    assertThat(belfry("bulk", "move", "queue:default", "--to", ODD, "-y"))
        .isEqualTo(ExitCodes.PARTLY);
    assertThat(out.toString()).contains("2 done, 1 refused {id_conflict=1}");
  }
}
