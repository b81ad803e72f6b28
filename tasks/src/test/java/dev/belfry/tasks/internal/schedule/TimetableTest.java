package dev.belfry.tasks.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.CatchUp;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.internal.redis.Mark;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.schedule.CronParser.Fields;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final Instant TEN = Instant.parse("2024-03-15T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void skip_markIsOld_beginsNow() {
    Timetable timetable = timetable(CatchUp.skip(), TEN.minus(Duration.ofHours(1)), TEN);

    assertThat(timetable.due(TEN.plusSeconds(59))).isNull();
    assertThat(timetable.due(TEN.plusSeconds(60))).isEqualTo(TEN.plus(MINUTE));
  }

  @Test
  void fireOnce_markIsOld_theLastMissedMomentIsDue() {
    Timetable timetable = timetable(CatchUp.fireOnce(), TEN.minus(Duration.ofHours(1)), TEN);

    assertThat(passAll(timetable, TEN)).containsExactly(TEN);
  }

  @Test
  void fireAll_markIsOld_theLastOnesAreDueInOrder() {
    Timetable timetable = timetable(CatchUp.fireAll(2), TEN.minus(Duration.ofHours(1)), TEN);

    assertThat(passAll(timetable, TEN)).containsExactly(TEN.minus(MINUTE), TEN);
  }

  @Test
  void fireAll_withinALookBack_leavesOutWhatIsOlder() {
    CatchUp catchUp = CatchUp.fireAll(1000).within(Duration.ofSeconds(150));
    Timetable timetable = timetable(catchUp, TEN.minus(Duration.ofDays(300)), TEN);

    assertThat(passAll(timetable, TEN))
        .containsExactly(TEN.minus(MINUTE.multipliedBy(2)), TEN.minus(MINUTE), TEN);
  }

  @Test
  void due_laterMomentHasCome_takesThePlaceOfTheFailedOne() {
    Timetable timetable = timetable(CatchUp.skip(), TEN, TEN);

    assertThat(timetable.due(TEN.plusSeconds(70))).isEqualTo(TEN.plusSeconds(60));
    assertThat(timetable.failed(TEN.plusSeconds(60))).isTrue();
    assertThat(timetable.failed(TEN.plusSeconds(60))).isFalse();
    assertThat(timetable.due(TEN.plusSeconds(190))).isEqualTo(TEN.plusSeconds(180));
  }

  @Test
  void due_clockWasSetForward_firesOnce() {
    Timetable timetable = timetable(CatchUp.skip(), TEN, TEN);

    assertThat(passAll(timetable, TEN.plus(Duration.ofDays(1)))).hasSize(1);
  }

  @Test
  void due_clockWasSetBack_goesOnFromThere() {
    Timetable timetable = timetable(CatchUp.skip(), TEN, TEN);
    Instant back = TEN.minus(Duration.ofHours(2));

    assertThat(timetable.due(back)).isNull();
    assertThat(timetable.next()).isEqualTo(back.plus(MINUTE));
  }

  @Test
  void due_clockWasSetBackALittle_waits() {
    Timetable timetable = timetable(CatchUp.skip(), TEN, TEN);

    assertThat(timetable.due(TEN.minusSeconds(100))).isNull();
    assertThat(timetable.next()).isEqualTo(TEN.plus(MINUTE));
  }

  private static List<Instant> passAll(Timetable timetable, Instant now) {
    var passed = new ArrayList<Instant>();
    for (Instant due = timetable.due(now); due != null; due = timetable.due(now)) {
      passed.add(due);
      timetable.passed(due);
    }
    return passed;
  }

  private static Timetable timetable(CatchUp catchUp, Instant mark, Instant now) {
    ScheduleEntry entry = ScheduleEntry.builder("* * * * *", Task.of("t")).catchUp(catchUp).build();
    var task =
        new NewTask(
            TaskMessage.builder("t", "id", "q").build(),
            new NewTask.Now(),
            Duration.ZERO,
            IdOrigin.GENERATED);
    FireTimes times = CronParser.parse("* * * * *", Fields.FIVE);
    return new Timetable(
        new ScheduledTask("id", entry, times, ZoneOffset.UTC, task, List.of()),
        new Mark(mark, null),
        now);
  }
}
