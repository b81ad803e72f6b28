package dev.belfry.tasks.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.CronSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Compares the search with a scan of every minute or second, for random expressions, zones and
 * moments.
 */
class CronPropertiesTest {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Asia/Shanghai",
          "America/New_York",
          "America/Sao_Paulo",
          "Europe/Berlin",
          "Australia/Lord_Howe",
          "Asia/Kolkata");
  private static final Instant FIRST = Instant.parse("2015-01-01T00:00:00Z");

  @RepeatedTest(300)
  void next_randomFiveFields_isTheFirstMatchingMinute() {
    checkFirstMatch("", ChronoUnit.MINUTES, Duration.ofDays(4));
  }

  @RepeatedTest(100)
  void next_randomSixFields_isTheFirstMatchingSecond() {
    checkFirstMatch("s", ChronoUnit.SECONDS, Duration.ofHours(3));
  }

  private static void checkFirstMatch(String seconds, ChronoUnit step, Duration scanned) {
    long seed = new Random().nextLong();
    RandomGenerator random = new Random(seed);
    String spec = (seconds.isEmpty() ? "" : field(random, 0, 59) + " ") + spec(random);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    ZonedDateTime after = moment(random, zone);
    String what = "seed %d: \"%s\" in %s after %s".formatted(seed, spec, zone, after);

    Optional<ZonedDateTime> next = CronSpec.parseWithSeconds(spec).next(after);

    DateFields fields = fields(spec);
    Optional<ZonedDateTime> first = scan(fields, after, step, scanned);
    if (first.isPresent()) {
      assertThat(next).as(what).isEqualTo(first);
    } else {
      next.ifPresent(time -> assertThat(time).as(what).isAfter(after.plus(scanned)));
      next.ifPresent(time -> assertThat(matches(fields, time)).as(what).isTrue());
    }
  }

  private static Optional<ZonedDateTime> scan(
      DateFields fields, ZonedDateTime after, ChronoUnit step, Duration scanned) {
    ZonedDateTime time = after.truncatedTo(step);
    ZonedDateTime end = after.plus(scanned);
    while (time.isBefore(end)) {
      time = time.toInstant().plus(1, step).atZone(after.getZone());
      if (matches(fields, time)) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  private static boolean matches(DateFields fields, ZonedDateTime time) {
    return fields.hour().has(time.getHour())
        && fields.minute().has(time.getMinute())
        && fields.second().has(time.getSecond())
        && fields.matches(time.toLocalDate());
  }

  /** Half of the moments lie near a clock change of some zone. */
  private static ZonedDateTime moment(RandomGenerator random, ZoneId zone) {
    Instant somewhere = FIRST.plusSeconds(random.nextLong(10L * 365 * 86_400));
    if (random.nextBoolean()) {
      var change = zone.getRules().nextTransition(somewhere);
      if (change != null) {
        somewhere = change.getInstant().minusSeconds(random.nextLong(2 * 86_400));
      }
    }
    return somewhere.plusMillis(random.nextInt(1000)).atZone(zone);
  }

  private static String spec(RandomGenerator random) {
    return String.join(
        " ",
        field(random, 0, 59),
        field(random, 0, 23),
        random.nextInt(3) > 0 ? "*" : field(random, 1, 31),
        random.nextInt(3) > 0 ? "?" : field(random, 1, 12),
        random.nextInt(3) > 0 ? "*" : field(random, 0, 6));
  }

  private static String field(RandomGenerator random, int min, int max) {
    int low = random.nextInt(min, max + 1);
    int high = random.nextInt(low, max + 1);
    return switch (random.nextInt(7)) {
      case 0 -> "*";
      case 1 -> "*/" + (1 + random.nextInt(max));
      case 2 -> low + "-" + high;
      case 3 -> low + "-" + high + "/" + (1 + random.nextInt(5));
      case 4 -> low + "," + high;
      case 5 -> low + "/" + (1 + random.nextInt(10));
      default -> Integer.toString(low);
    };
  }

  private static DateFields fields(String spec) {
    return DateFields.parse(Pattern.compile("\\S+").matcher(spec).results().toList());
  }
}
