package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that comes again, or after a later one. */
class EnqueueRepeatTest extends RedisFixture {
  @Test
  void replyLost_sameCallAgain_hasTheSameResultsAndNoOtherEffect() {
    List<Long> first = call(7, "a", "b", "a");
    assertThat(first.subList(1, 4)).containsExactly(1L, 1L, 0L);
    raw.del(KEYS.task("a"), KEYS.pending()); // a is done before the call comes again
    var before = everything();
    List<Long> again = call(7, "a", "b", "a");
    assertThat(again.subList(1, 4)).containsExactly(1L, 1L, 0L);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void callThatComesAfterALaterOne_changesNothing() {
    call(8, "b");
    var before = everything();
    assertThat(call(7, "a")).hasSize(1);
    assertThat(everything()).isEqualTo(before);
  }

  private static List<Long> call(long number, String... ids) {
    var arguments =
        new Arguments()
            .add(KEYS.taskPrefix())
            .add(KEYS.groupPrefix())
            .add(KEYS.prefix())
            .add(KEYS.dueChannel())
            .add(number)
            .add(KEYS.groupsChannel())
            .add(KEYS.own("once:"));
    for (String id : ids) {
      arguments.add(id).add(message(id).build().encode()).add("");
    }
    String[] keys = {KEYS.pending(), KEYS.scheduled(), KEYS.groups(), KEYS.own("call:client")};
    return raw.eval(Script.ENQUEUE.text(), Script.ENQUEUE.output(), keys, arguments.toArray());
  }
}
