package dev.belfry.tasks.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.schedule.CronParser.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final Instant NOW = Instant.parse("2024-03-15T10:00:30Z");

  @Test
  void last_denseScheduleAfterALongOutage_isFoundFromTheEnd() {
    assertThat(moments("* * * * * *").last(3, NOW.minusSeconds(30_000_000), NOW))
        .containsExactly(NOW.minusSeconds(2), NOW.minusSeconds(1), NOW);
  }

  @Test
  void last_manyOfADenseSchedule_areAll() {
    List<Instant> expected =
        LongStream.rangeClosed(1, 1000).mapToObj(i -> NOW.minusSeconds(1000 - i)).toList();
    assertThat(moments("* * * * * *").last(1000, NOW.minusSeconds(30_000_000), NOW))
        .isEqualTo(expected);
  }

  @Test
  void last_rareSchedule_isFoundInItsZone() {
    assertThat(moments("CRON_TZ=Asia/Shanghai 0 9 1 * *").last(2, Instant.EPOCH, NOW))
        .containsExactly(
            Instant.parse("2024-02-01T01:00:00Z"), Instant.parse("2024-03-01T01:00:00Z"));
  }

  @Test
  void last_fewerThanAsked_areThoseThatThereAre() {
    assertThat(moments("0 * * * *").last(10, Instant.parse("2024-03-15T08:00:00Z"), NOW))
        .containsExactly(
            Instant.parse("2024-03-15T09:00:00Z"), Instant.parse("2024-03-15T10:00:00Z"));
  }

  @Test
  void last_none_isEmpty() {
    assertThat(moments("0 0 30 2 *").last(1, NOW.minusSeconds(9), NOW)).isEmpty();
    assertThat(moments("0 * * * *").last(1, NOW.minusSeconds(9), NOW)).isEmpty();
    assertThat(moments("0 * * * *").last(1, NOW, NOW)).isEmpty();
  }

  private static Moments moments(String spec) {
    return new Moments(CronParser.parse(spec, Fields.FIVE_OR_SIX), ZoneId.of("UTC"));
  }
}
