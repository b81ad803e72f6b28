package dev.belfry.bench;

import dev.belfry.bench.load.Plan;
import dev.belfry.bench.load.Subject;
import dev.belfry.cli.DurationOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how much of what is measured. */
final class PlanOptions {
  /** Those that take long and much memory are only measured when they are named. */
  private static final Set<Subject> ON_REQUEST = EnumSet.of(Subject.SIZES, Subject.INFLIGHT);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description =
          "What to measure: enqueue, drain, pickup, delayed, idle, sizes, inflight (default: all"
              + " but the last two).")
  private List<String> scenarios = List.of();

  @Option(
      names = "--n",
      paramLabel = "N",
      defaultValue = "100000",
      preprocessor = Count.Positive.class,
      description = "Tasks to enqueue and to drain (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "10",
      preprocessor = Count.Positive.class,
      description = "Slots of the server (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--prefetch",
      paramLabel = "N",
      defaultValue = "0",
      preprocessor = Count.OrNone.class,
      description = "Tasks fetched beyond the slots (default: ${DEFAULT-VALUE}).")
  private int prefetch;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      defaultValue = "100",
      preprocessor = PayloadSize.class,
      description = "Size of each payload, at least 12 (default: ${DEFAULT-VALUE}).")
  private int payload;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "0",
      preprocessor = Count.OrNone.class,
      description =
          "Scheduled tasks that wait beside the delayed ones (default: ${DEFAULT-VALUE}).")
  private int waiting;

  @Option(
      names = "--producers",
      paramLabel = "N",
      defaultValue = "32",
      preprocessor = Count.Positive.class,
      description = "Threads that enqueue at the same time (default: ${DEFAULT-VALUE}).")
  private int producers;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      preprocessor = Count.Positive.class,
      description = "Tasks of one call when batches are enqueued (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--pickups",
      paramLabel = "N",
      defaultValue = "200",
      preprocessor = Count.Positive.class,
      description = "Tasks enqueued for an idle server (default: ${DEFAULT-VALUE}).")
  private int pickups;

  @Option(
      names = "--pickup-gap",
      paramLabel = "DURATION",
      defaultValue = "200ms",
      converter = DurationOption.class,
      description = "The longest pause between them (default: ${DEFAULT-VALUE}).")
  private Duration pickupGap = Duration.ZERO;

  @Option(
      names = "--delayed",
      paramLabel = "N",
      defaultValue = "2000",
      preprocessor = Count.Positive.class,
      description = "Delayed tasks, spread over ten seconds (default: ${DEFAULT-VALUE}).")
  private int delayed;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      defaultValue = "25s",
      converter = DurationOption.class,
      description = "How long an idle server is watched (default: ${DEFAULT-VALUE}).")
  private Duration idle = Duration.ZERO;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "300000",
      preprocessor = Count.OrNone.class,
      description = {
        "Tasks to enqueue and drain, three times, before measuring (default: ${DEFAULT-VALUE}).",
        "With fewer, the JVM still compiles then, on a core that the engine needs."
      })
  private int warmUp;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "5000",
      preprocessor = Count.Positive.class,
      description =
          "Tasks held by the server in the scenario inflight (default: ${DEFAULT-VALUE}).")
  private int held;

  /** What to measure, in a fixed order. */
  Set<Subject> subjects() {
    if (scenarios.isEmpty()) {
      return EnumSet.complementOf(EnumSet.copyOf(ON_REQUEST));
    }
    return scenarios.stream()
        .map(this::subject)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Subject.class)));
  }

  private Subject subject(String name) {
    return Arrays.stream(Subject.values())
        .filter(subject -> subject.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> wrong("--scenario does not know '" + name + "'"));
  }

  Plan plan() {
    return new Plan(
        tasks,
        payload,
        producers,
        batch,
        concurrency,
        prefetch,
        waiting,
        pickups,
        pickupGap,
        delayed,
        idle,
        warmUp,
        held);
  }

  /** Bytes that hold what a task must say of itself. */
  static final class PayloadSize extends Count {
    PayloadSize() {
      super(12);
    }
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
