package dev.belfry.cli;

import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a call. Immutable.
 *
 * @param in standard input
 * @param variables those of the environment
 * @param settings the folder of Belfry's settings
 * @param person whether a person sits at a terminal
 * @param rounds how often a watched command prints, at most
 */
public record Session(
    InputStream in, Map<String, String> variables, Path settings, Person person, int rounds) {

  /** Whether somebody can be asked. */
  public enum Person {
    PRESENT,
    ABSENT
  }

  /** That of this process. */
  @SuppressWarnings("SystemConsoleNull") // Java 21 has none without a terminal
  static Session ofProcess() {
    Map<String, String> variables = System.getenv();
    String base = variables.getOrDefault("XDG_CONFIG_HOME", "");
    Path settings =
        base.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".config", "belfry")
            : Path.of(base, "belfry");
    Console console = System.console();
    Person person = console != null && isTerminal(console) ? Person.PRESENT : Person.ABSENT;
    return new Session(System.in, variables, settings, person, Integer.MAX_VALUE);
  }

  /** Java 21 has a console at a terminal only; later ones always have one, and say what it is. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether output may be coloured: a person looks at it and has not said no. */
  public boolean isColourful() {
    return person == Person.PRESENT && variables.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
