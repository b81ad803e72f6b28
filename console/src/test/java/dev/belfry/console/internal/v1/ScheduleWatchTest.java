package dev.belfry.console.internal.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.console.internal.live.Attention.Kind;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleWatchTest {
  @Test
  void attention_schedulesThatNobodyFires_areToldOnTheSecondLook() throws Exception {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      try (var inspector = TaskInspector.connect(RedisTarget.parse(redis.uri()))) {
        for (String name : new String[] {"active", "paused"}) {
          inspector
              .schedules()
              .create(ScheduleEntry.builder("0 3 * * *", Task.of("T")).name(name).build());
        }
        inspector.schedules().pause("paused");
        var watch = new ScheduleWatch(inspector, Duration.ZERO);
        assertThat(watch.attention()).isEmpty();
        assertThat(watch.attention())
            .singleElement()
            .satisfies(found -> {
              assertThat(found.kind()).isEqualTo(Kind.SCHEDULES_WITHOUT_SCHEDULER);
              assertThat(found.count()).isEqualTo(1);
            });
        inspector.schedules().pause("active");
        assertThat(watch.attention()).isEmpty();
      }
    }
  }
}
