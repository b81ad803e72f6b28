package dev.belfry.cli;

import dev.belfry.cli.out.Output;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works with the tasks on a Redis. */
public abstract class RedisCommand implements Callable<Integer> {
  /** Set by picocli. */
  @Spec protected CommandSpec spec = CommandSpec.create();

  @Mixin private RedisChoice redis = new RedisChoice();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** For picocli. */
  protected RedisCommand() {}

  @Override
  public final Integer call() throws Exception {
    try (TaskInspector inspector = TaskInspector.connect(redis.target(session()))) {
      return run(inspector);
    }
  }

  /** Does it; says with which exit code. */
  protected abstract int run(TaskInspector inspector) throws Exception;

  /** The surroundings of the call. */
  protected Session session() {
    return Belfry.session(spec);
  }

  /** The Redis that was chosen. */
  protected RedisChoice redis() {
    return redis;
  }

  /** Whether JSON is wanted. */
  protected boolean isJson() {
    return json;
  }

  /** Where to print. */
  protected Output out() {
    return new Output(spec.commandLine().getOut(), session().isColourful());
  }

  /** A call that makes no sense. */
  protected ParameterException wrong(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Says it on standard error, unless JSON is wanted. */
  protected void say(String message) {
    if (!json) {
      spec.commandLine().getOut().println(message);
      spec.commandLine().getOut().flush();
    }
  }

  /** A command that only looks, and may do so again and again. */
  public abstract static class Watched extends RedisCommand {
    @Option(
        names = "--watch",
        arity = "0..1",
        fallbackValue = "2s",
        paramLabel = "INTERVAL",
        converter = DurationOption.class,
        description = "Print again each INTERVAL (2s if none is given) until interrupted.")
    private @Nullable Duration watch;

    /** For picocli. */
    protected Watched() {}

    @Override
    protected final int run(TaskInspector inspector) throws Exception {
      Duration interval = watch;
      if (interval == null) {
        return look(inspector);
      }
      if (!interval.isPositive()) {
        throw wrong("--watch needs a positive interval");
      }
      int code = ExitCodes.DONE;
      for (int round = 0; round < session().rounds(); round++) {
        if (round > 0) {
          TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        }
        if (!isJson() && session().person() == Session.Person.PRESENT) {
          out().clear();
        }
        code = look(inspector);
      }
      return code;
    }

    /** Looks once. */
    protected abstract int look(TaskInspector inspector) throws Exception;
  }
}
