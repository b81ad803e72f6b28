package dev.belfry.cli.cron;

import static java.util.stream.Collectors.joining;

import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.CronSyntaxException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belfry cron next}: the next moments of a schedule. */
@Command(
    name = "next",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the moments at which a schedule fires next, one a line; nothing if there is none"
          + " within five years.",
      "SPEC is five cron fields, @daily and its like, or @every 90s; with CRON_TZ=Zone before it,"
          + " the fields are read in that zone."
    })
final class NextCommand implements Runnable {
  /** More than anybody reads; keeps a slip of the finger from printing for hours. */
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SPEC", description = "The schedule, quoted as one word.")
  private String schedule = "";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "The zone to read the fields in and to print in, such as Asia/Shanghai (default:"
              + " ${DEFAULT-VALUE}).")
  private String zone = "UTC";

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Print moments after this one, such as 2026-03-15T10:00:00Z (default: now).")
  private @Nullable String from;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many, 1 to " + MOST + " (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seconds",
      description = "Take six fields as well; the first of them is the second.")
  private boolean seconds;

  @Option(names = "--json", description = "Print one JSON array of strings.")
  private boolean json;

  @Override
  public void run() {
    if (count < 1 || count > MOST) {
      throw wrong("--count is " + count + "; it must be 1 to " + MOST);
    }
    List<String> moments =
        moments(schedule(), start().atZone(zone())).stream()
            .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(moments.stream().map(m -> '"' + m + '"').collect(joining(",", "[", "]")));
    } else {
      moments.forEach(out::println);
    }
    out.flush();
  }

  private List<ZonedDateTime> moments(CronSpec cron, ZonedDateTime after) {
    List<ZonedDateTime> moments = new ArrayList<>();
    Optional<ZonedDateTime> next = cron.next(after);
    while (next.isPresent() && moments.size() < count) {
      moments.add(next.get());
      next = cron.next(next.get());
    }
    return moments;
  }

  private CronSpec schedule() {
    try {
      return seconds ? CronSpec.parseWithSeconds(schedule) : CronSpec.parse(schedule);
    } catch (CronSyntaxException e) {
      throw wrong(e.getMessage());
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrong("--zone " + zone + ": " + e.getMessage() + "; write one like Asia/Shanghai");
    }
  }

  private Instant start() {
    if (from == null) {
      return Instant.now();
    }
    try {
      return OffsetDateTime.parse(from).toInstant();
    } catch (DateTimeException e) {
      throw wrong(
          "--from "
              + from
              + " is no instant; write it as 2026-03-15T10:00:00Z or with an offset"
              + " as 2026-03-15T18:00:00+08:00");
    }
  }

  private ParameterException wrong(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
