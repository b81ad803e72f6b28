package dev.belfry.tasks.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.CronSyntaxException;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | empty spec string
          xyz                   | expected exactly 5 fields, found 1: [xyz]
          '* * * *'             | expected exactly 5 fields, found 4
          '* * * * * *'         | expected exactly 5 fields, found 6
          ' @hourly'            | expected exactly 5 fields, found 1
          '   '                 | expected exactly 5 fields, found 0
          '60 0 * * *'          | field 1 (minute): end of range (60) above maximum (59): 60
          '0 24 * * *'          | field 2 (hour): end of range (24) above maximum (23): 24
          '0 0 * * 7'           | field 5 (day of week): end of range (7) above maximum (6): 7
          '0 0 0 * *'           | field 3 (day of month): beginning of range (0) below minimum (1): 0
          '0 0 * 0 *'           | field 4 (month): beginning of range (0) below minimum (1): 0
          '5-3 * * * *'         | beginning of range (5) beyond end of range (3): 5-3
          '0 0 * * sat-sun'     | beginning of range (6) beyond end of range (0): sat-sun
          '61/5 * * * *'        | beginning of range (61) beyond end of range (59): 61/5
          '1-x * * * *'         | failed to parse int from 'x'
          'XYZ * * * *'         | failed to parse int from 'XYZ'
          '0 0 * * monday'      | failed to parse int from 'monday'
          '0 0 L * *'           | failed to parse int from 'L'
          '0 0 15W * *'         | failed to parse int from '15W'
          '0 0 * * 1#2'         | failed to parse int from '1#2'
          'H * * * *'           | failed to parse int from 'H'
          '1.5 * * * *'         | failed to parse int from '1.5'
          '-5 * * * *'          | failed to parse int from ''
          '5--5 * * * *'        | too many hyphens: 5--5
          '*//2 * * * *'        | too many slashes: *//2
          '*/-12 * * * *'       | negative number (-12) not allowed: */-12
          '*/0 * * * *'         | step of range should be a positive number: */0
          '15/0 * * * *'        | step of range should be a positive number: 15/0
          '@every Xm'           | failed to parse duration 'Xm'
          '@every  5m'          | failed to parse duration ' 5m'
          '@every 1d'           | failed to parse duration '1d'
          '@every '             | failed to parse duration ''
          '@Hourly'             | unrecognized descriptor: @Hourly
          '@reboot'             | unrecognized descriptor: @reboot
          '@every'              | unrecognized descriptor: @every
          'TZ=Nowhere/City 0 0 * * *' | provided bad location Nowhere/City
          'TZ=UTC'              | nothing follows the zone
          'CRON_TZ=Asia/Tokyo'  | nothing follows the zone
          'TZ=UTC '             | expected exactly 5 fields, found 0
          """,
      quoteCharacter = '\'')
  void parse_badSpec_saysWhatAndWhere(String spec, String message) {
    assertThatThrownBy(() -> CronSpec.parse(spec))
        .isInstanceOf(CronSyntaxException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_badField_namesWhatItAccepts() {
    assertThatThrownBy(() -> CronSpec.parse("0 0 * * 7"))
        .hasMessageStartingWith("schedule \"0 0 * * 7\": ")
        .hasMessageContaining("0-6 or sun-sat (0 is sun)");
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "'', 0",
    "* * * *, 0",
    "0 0 * * 7, 8",
    "'0  24 * * *', 3",
    "TZ=Nowhere/City 0 0 * * *, 3",
    "TZ=UTC 0 0 32 * *, 11",
    "TZ=UTC @reboot, 7",
    "@every 1d, 7"
  })
  void parse_badSpec_pointsAtThePart(String spec, int position) {
    assertThatThrownBy(() -> CronSpec.parse(spec))
        .isInstanceOfSatisfying(
            CronSyntaxException.class, e -> assertThat(e.position()).isEqualTo(position));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "*/10 * * * * *, 2024-03-15T10:00:00Z, 2024-03-15T10:00:10Z",
    "59 59 23 31 12 *, 2024-03-15T10:00:00.5Z, 2024-12-31T23:59:59Z",
    "30 0 12 * * *, 2024-03-15T12:00:30Z, 2024-03-16T12:00:30Z",
    "0 12 * * *, 2024-03-15T10:00:00Z, 2024-03-15T12:00:00Z",
    "@hourly, 2024-03-15T10:00:00Z, 2024-03-15T11:00:00Z"
  })
  void parseWithSeconds_sixFields_startWithTheSecond(
      String spec, ZonedDateTime after, ZonedDateTime next) {
    assertThat(CronSpec.parseWithSeconds(spec).next(after)).contains(next);
  }

  @Test
  void parseWithSeconds_badFields_areCountedAsWritten() {
    assertThatThrownBy(() -> CronSpec.parseWithSeconds("60 * * * * *"))
        .hasMessageContaining("field 1 (second): end of range (60) above maximum (59)");
    assertThatThrownBy(() -> CronSpec.parseWithSeconds("* * * * * * *"))
        .hasMessageContaining("expected 5 or 6 fields, found 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@yearly",
        "@annually",
        "@monthly",
        "@weekly",
        "@daily",
        "@midnight",
        "@hourly",
        "TZ=Local 0 0 * * *",
        "TZ=UTC @daily",
        "CRON_TZ=UTC   5 * * * *",
        "007 +8 1-31 JAN-Dec SUN-sat"
      })
  void parse_leniencies_areAccepted(String spec) {
    assertThat(CronSpec.parse(spec)).hasToString(spec);
  }

  @ParameterizedTest(name = "{0} is {1} s")
  @CsvSource({
    "1h30m10s, 5410",
    "1.5h, 5400",
    "90s, 90",
    "+2m, 120",
    ".5m, 30",
    "1m500ms, 60",
    "0, 1",
    "2000000µs, 2"
  })
  void every_goDuration_isWholeSeconds(String duration, long seconds) {
    ZonedDateTime after = ZonedDateTime.parse("2024-03-15T10:00:00Z");

    assertThat(CronSpec.parse("@every " + duration).next(after))
        .contains(after.plusSeconds(seconds));
  }

  @Test
  void nextShared_every_isTheSameFromAnyStart() {
    FireTimes every = CronParser.parse("@every 15m", CronParser.Fields.FIVE);

    assertThat(every.nextShared(ZonedDateTime.parse("2024-03-15T10:01:02.5Z")))
        .contains(ZonedDateTime.parse("2024-03-15T10:15:00Z"));
    assertThat(every.nextShared(ZonedDateTime.parse("2024-03-15T10:15:00Z")))
        .contains(ZonedDateTime.parse("2024-03-15T10:30:00Z"));
  }
}
