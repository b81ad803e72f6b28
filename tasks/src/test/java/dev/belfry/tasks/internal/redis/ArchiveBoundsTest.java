package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.redis.Ack.Result;
import org.junit.jupiter.api.Test;

/** The archive keeps so many tasks, for so long, and nothing of the others. */
class ArchiveBoundsTest extends RedisFixture {
  private static final long NINETY_DAYS = 90 * 86_400;

  @Test
  void case31_fullArchive_keepsTheNewest9999WithoutLeftovers() {
    seedArchive(10_050, second() - 20_000);
    String lock = KEYS.lockPrefix() + "old";
    hset("old0", "unique_key", lock);
    raw.set(lock, bytes("old0"));
    var task = active("new");
    acknowledge(new Archive(task.lease(), task.message(), "e"));
    assertThat(raw.zcard(KEYS.archived())).isEqualTo(9999);
    assertThat(raw.zrank(KEYS.archived(), bytes("new"))).isEqualTo(9998);
    assertThat(raw.exists(KEYS.task("old51"))).isZero();
    assertThat(raw.exists(KEYS.task("old52"))).isOne();
    assertThat(get(lock)).isNull();
  }

  @Test
  void case32and33_agedArchive_isTrimmedInPortions() {
    seedArchive(9000, second() - NINETY_DAYS - 20_000);
    var task = active("new");
    assertThat(acknowledge(new Archive(task.lease(), task.message(), "e")))
        .isEqualTo(Result.APPLIED);
    // No acknowledgement makes others wait for the forgetting of a whole archive.
    assertThat(raw.zcard(KEYS.archived())).isEqualTo(8001);
    trim(8);
    assertThat(zset(KEYS.archived())).containsExactly("new");
    assertThat(raw.keys(KEYS.taskPrefix() + "*")).containsExactly(KEYS.task("new"));
  }

  @Test
  void trimmedId_whoseRecordSaysThatItIsElsewhere_keepsItsRecord() {
    seedArchive(1, second() - NINETY_DAYS - 20_000);
    hset("old0", "state", "pending");
    trim(1);
    assertThat(raw.exists(KEYS.archived())).isZero();
    assertThat(hget("old0", "state")).isEqualTo("pending");
  }

  /** By a server that has not done so lately. */
  private static void trim(int times) {
    try (var other = RedisBroker.connect(target)) {
      for (int n = 0; n < times; n++) {
        other.deleteExpired(QUEUE, 1000);
      }
    }
  }

  private static void seedArchive(int size, long firstScore) {
    raw.eval(
        """
        for i = 0, ARGV[1] - 1 do
          redis.call('ZADD', KEYS[1], ARGV[2] + i, 'old' .. i)
          redis.call('HSET', KEYS[2] .. 'old' .. i, 'msg', '', 'state', 'archived')
        end
        return redis.status_reply('OK')
        """,
        io.lettuce.core.ScriptOutputType.STATUS,
        new String[] {KEYS.archived(), KEYS.taskPrefix()},
        bytes(Integer.toString(size)),
        bytes(Long.toString(firstScore)));
  }
}
