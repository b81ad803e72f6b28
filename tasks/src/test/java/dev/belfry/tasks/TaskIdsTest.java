package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskIdsTest {
  private static final int MANY = 10_000;

  @Test
  void ids_areRandomUuidsAndDoNotRepeat() {
    var ids = Stream.generate(TaskIds::next).parallel().limit(MANY).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids)
        .map(UUID::fromString)
        .allMatch(id -> id.version() == 4 && id.variant() == 2)
        .hasSize(MANY);
  }
}
