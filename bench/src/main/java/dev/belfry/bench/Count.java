package dev.belfry.bench;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Refuses too small a number for an option before it is read: {@code preprocessor =
 * Count.Positive.class}. Anything that is no number is left to the option's own converter.
 */
public abstract class Count implements IParameterPreprocessor {
  private final int least;

  /** A count that is at least {@code least}. */
  protected Count(int least) {
    this.least = least;
  }

  // The type of the argument is picocli's.
  @SuppressWarnings("JdkObsolete")
  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!words.isEmpty() && words.peek().matches("-?\\d{1,9}")) {
      int value = Integer.parseInt(words.peek());
      if (value < least) {
        throw new ParameterException(
            command.commandLine(),
            "%s must be at least %d, not %d"
                .formatted(((OptionSpec) option).longestName(), least, value));
      }
    }
    return false;
  }

  /** At least 1. */
  public static final class Positive extends Count {
    /** For picocli. */
    public Positive() {
      super(1);
    }
  }

  /** At least 0. */
  public static final class OrNone extends Count {
    /** For picocli. */
    public OrNone() {
      super(0);
    }
  }
}
