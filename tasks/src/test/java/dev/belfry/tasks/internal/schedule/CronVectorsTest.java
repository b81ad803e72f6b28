package dev.belfry.tasks.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.CronSpec;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors that robfig/cron itself answers so; the numbers are those of the reference. */
class CronVectorsTest {
  private static final DateTimeFormatter ISO_SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

  @ParameterizedTest(name = "{0}: {1} in {2} after {3}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          1  | '*/1 * * * *'                            | Asia/Shanghai       | 2024-03-15T10:00:00+08:00     | 2024-03-15T10:01:00+08:00
          2  | '*/1 * * * *'                            | Asia/Shanghai       | 2024-03-15T10:00:00.5+08:00   | 2024-03-15T10:01:00+08:00
          3  | '*/1 * * * *'                            | UTC                 | 2024-12-31T23:59:30Z          | 2025-01-01T00:00:00Z
          11 | '20-35/15 * 9-20 * *'                    | UTC                 | 2012-07-09T23:35:51Z          | 2012-07-10T00:20:00Z
          14 | '0 0 */5 Oct Mon'                        | UTC                 | 2012-07-09T23:35:00Z          | 2012-10-01T00:00:00Z
          16 | '0 0 * Feb Mon/2'                        | UTC                 | 2012-07-09T23:35:00Z          | 2013-02-01T00:00:00Z
          17 | '0 0 29 Feb ?'                           | UTC                 | 2012-07-09T23:35:00Z          | 2016-02-29T00:00:00Z
          18 | '0 0 30 Feb ?'                           | UTC                 | 2012-07-09T23:35:00Z          | none
          19 | '0 0 31 Apr ?'                           | UTC                 | 2012-07-09T23:35:00Z          | none
          21 | '0 0 29 2 *'                             | UTC                 | 2095-03-01T00:00:00Z          | 2096-02-29T00:00:00Z
          22 | '30 08 ? Jul Sun'                        | UTC                 | 2012-07-15T08:29:59Z          | 2012-07-15T08:30:00Z
          23 | '30 08 15 Jul ?'                         | UTC                 | 2012-07-15T08:29:59Z          | 2012-07-15T08:30:00Z
          24 | '* * 1,15 * Sun'                         | UTC                 | 2012-06-14T23:59:59Z          | 2012-06-15T00:00:00Z
          25 | '* * 1,15 * Sun'                         | UTC                 | 2012-07-31T23:59:59Z          | 2012-08-01T00:00:00Z
          27 | '* * 1,15 * *'                           | UTC                 | 2012-07-08T23:59:59Z          | 2012-07-15T00:00:00Z
          29 | '0 0 13 * FRI'                           | UTC                 | 2024-01-01T00:00:00Z          | 2024-01-05T00:00:00Z
          30 | '0 0 */1 * FRI'                          | UTC                 | 2024-01-01T00:00:00Z          | 2024-01-05T00:00:00Z
          32 | '0 0 13 * 0-6'                           | UTC                 | 2024-01-01T00:00:00Z          | 2024-01-02T00:00:00Z
          33 | '0 9 * * MON-FRI'                        | Asia/Shanghai       | 2024-03-15T09:00:00+08:00     | 2024-03-18T09:00:00+08:00
          34 | '5/20 * * * *'                           | UTC                 | 2024-03-15T10:50:00Z          | 2024-03-15T11:05:00Z
          35 | '59/5 * * * *'                           | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T10:59:00Z
          39 | '@midnight'                              | UTC                 | 2012-07-09T00:00:00Z          | 2012-07-10T00:00:00Z
          40 | '@weekly'                                | UTC                 | 2012-07-07T23:59:59Z          | 2012-07-08T00:00:00Z
          43 | '@annually'                              | Asia/Shanghai       | 2024-01-01T00:00:00+08:00     | 2025-01-01T00:00:00+08:00
          44 | '@every 15m'                             | UTC                 | 2012-07-09T14:59:59Z          | 2012-07-09T15:14:59Z
          45 | '@every 1h30m10s'                        | UTC                 | 2024-03-15T10:00:00.75Z       | 2024-03-15T11:30:10Z
          46 | '@every 15ms'                            | UTC                 | 2012-07-09T14:45:00Z          | 2012-07-09T14:45:01Z
          48 | '@every -5m'                             | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T10:00:01Z
          49 | 'CRON_TZ=Asia/Tokyo 30 04 * * *'         | UTC                 | 2024-03-15T19:29:00Z          | 2024-03-15T19:30:00Z
          50 | 'CRON_TZ=Asia/Tokyo 30 04 * * *'         | UTC                 | 2024-03-15T19:30:00Z          | 2024-03-16T19:30:00Z
          52 | '14 14 * * *'                            | +05:30              | 2016-01-03T13:09:03+05:30     | 2016-01-03T14:14:00+05:30
          57 | 'TZ=America/New_York 30 2 04 Nov ?'      | -04:00              | 2012-11-04T00:00:00-04:00     | 2012-11-04T03:30:00-04:00
          61 | 'TZ=America/New_York 0 1 * * ?'          | -05:00              | 2012-11-04T01:00:00-05:00     | 2012-11-05T01:00:00-05:00
          62 | '0 1 * * ?'                              | America/New_York    | 2012-11-04T01:00:00-04:00     | 2012-11-04T01:00:00-05:00
          63 | '0 2 * * ?'                              | America/New_York    | 2012-11-04T00:00:00-04:00     | 2012-11-04T02:00:00-05:00
          64 | '0 3 3 * ?'                              | America/New_York    | 2012-11-04T00:00:00-04:00     | 2012-12-03T03:00:00-05:00
          66 | 'TZ=America/Sao_Paulo 0 9 22 * ?'        | -05:00              | 2018-02-14T05:00:00-05:00     | 2018-02-22T07:00:00-05:00
          67 | '0 0 * * *'                              | America/Sao_Paulo   | 2018-11-03T12:00:00-03:00     | 2018-11-05T00:00:00-02:00
          68 | '*/15 2 * * *'                           | America/New_York    | 2024-03-09T12:00:00-05:00     | 2024-03-11T02:00:00-04:00
          71 | '30 2 * * *'                             | Europe/Berlin       | 2024-03-30T12:00:00+01:00     | 2024-04-01T02:30:00+02:00
          73 | '30 2 * * *'                             | Europe/Berlin       | 2024-10-27T02:30:00+02:00     | 2024-10-27T02:30:00+01:00
          74 | ', * * * *'                              | UTC                 | 2024-03-15T10:00:00Z          | none
          75 | '*-5 * * * *'                            | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T10:01:00Z
          76 | '5,,6 * * * *'                           | UTC                 | 2024-03-15T10:05:00Z          | 2024-03-15T10:06:00Z
          77 | '+5 * * * *'                             | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T10:05:00Z
          78 | '0/100 * * * *'                          | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T11:00:00Z
          79 | '  0   12  *  *  *  '                    | UTC                 | 2024-03-15T10:00:00Z          | 2024-03-15T12:00:00Z
          80 | 'TZ= 0 12 * * *'                         | Asia/Shanghai       | 2024-03-15T10:00:00+08:00     | 2024-03-15T20:00:00+08:00
          """)
  void next_ofVector_isThatOfTheReference(
      int number, String spec, ZoneId zone, String from, String expected) {
    ZonedDateTime after = OffsetDateTime.parse(from).atZoneSameInstant(zone);

    String next = CronSpec.parse(spec).next(after).map(ISO_SECONDS::format).orElse("none");

    assertThat(next).isEqualTo(expected);
  }
}
