package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronNextTest {
  private static final String FROM = "2024-03-15T10:00:00Z";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void lines_inAZone_areInstantsWithItsOffset() {
    assertThat(next("0 9 * * MON-FRI", "--zone", "Asia/Shanghai", "--from", FROM, "--count", "2"))
        .isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            2024-03-18T09:00:00+08:00
            2024-03-19T09:00:00+08:00
            """);
  }

  @Test
  void json_isOneArray() {
    assertThat(next("*/30 * * * *", "--from", FROM, "--count", "2", "--json")).isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("[\"2024-03-15T10:30:00Z\",\"2024-03-15T11:00:00Z\"]");
  }

  @Test
  void json_scheduleThatNeverFires_isAnEmptyArray() {
    assertThat(next("0 0 30 2 *", "--json")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("[]");
  }

  @Test
  void lines_scheduleThatNeverFires_areNone() {
    assertThat(next("0 0 30 2 *")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void zonePrefix_winsOverTheOption() {
    String spec = "CRON_TZ=Asia/Tokyo 30 4 * * *";
    assertThat(next(spec, "--zone", "America/New_York", "--from", FROM, "--count", "1")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2024-03-15T15:30:00-04:00");
  }

  @Test
  void zone_mayBeAnOffset() {
    assertThat(
            next(
                "14 14 * * *",
                "--zone",
                "-04:00",
                "--from",
                "2016-01-03T13:09:03.5-04:00",
                "--count",
                "1"))
        .isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2016-01-03T14:14:00-04:00");
  }

  @Test
  void every_countsFromTheStart() {
    assertThat(next("@every 15m", "--from", "2012-07-09T14:59:59Z", "--count", "2", "--json"))
        .isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("[\"2012-07-09T15:14:59Z\",\"2012-07-09T15:29:59Z\"]");
  }

  @Test
  void seconds_takesSixFields() {
    assertThat(next("*/20 * * * * *", "--seconds", "--from", FROM, "--count", "1")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2024-03-15T10:00:20Z");
  }

  @Test
  void defaults_areFiveFromNow() {
    Instant before = Instant.now();

    assertThat(next("* * * * *")).isZero();

    assertThat(out.toString().lines()).hasSize(5);
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(OffsetDateTime.parse(line).toInstant()).isAfter(before));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "* * * *, --count, 1, 'expected exactly 5 fields, found 4'",
    "60 0 * * *, --count, 1, end of range (60) above maximum (59): 60",
    "* * * * * *, --count, 1, 'expected exactly 5 fields, found 6'",
    "'', --count, 1, empty spec string",
    "TZ=UTC, --count, 1, nothing follows the zone",
    "* * * * *, --zone, Nowhere/City, --zone Nowhere/City",
    "* * * * *, --from, yesterday, --from yesterday is no instant",
    "* * * * *, --count, 0, --count is 0",
    "* * * * *, --count, -3, --count is -3",
    "* * * * *, --count, 10001, --count is 10001",
    "* * * * *, --count, many, 'many'",
    "-5 * * * *, --count, 1, SPEC"
  })
  void badCall_isExitCode2WithTheReasonOnStandardError(
      String spec, String option, String value, String reason) {
    assertThat(next(spec, option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void cron_withoutACommand_isAWrongCall() {
    assertThat(belfry("cron")).isEqualTo(2);
    assertThat(err.toString()).contains("belfry cron next");
  }

  private int next(String spec, String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "cron";
    args[1] = "next";
    args[2] = spec;
    System.arraycopy(options, 0, args, 3, options.length);
    return belfry(args);
  }

  private int belfry(String... args) {
    return Belfry.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
