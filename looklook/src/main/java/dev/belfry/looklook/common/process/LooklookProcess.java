package dev.belfry.looklook.common.process;

import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.ServiceStartException;
import dev.belfry.service.Telemetry;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ConfigException;
import dev.belfry.service.config.ServiceConf;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A process of looklook: its configuration is read, logs, metrics and traces are set up, its
 * services run until SIGTERM.
 *
 * @param name the name, which is also that of its file in {@code etc}
 * @param type what its file holds
 * @param service the part of the file that every process has
 * @param services makes its services, in the order of their start
 */
public record LooklookProcess<C extends Record>(
    String name,
    Class<C> type,
    Function<C, ServiceConf> service,
    BiFunction<C, Telemetry, List<Service>> services) {
  private static final int OK = 0;

  /** The configuration is wrong, or a service could not start. */
  private static final int FAILED = 1;

  private static final int WRONG_CALL = 2;

  /**
   * Runs the process. Ends the JVM with status 2 after a wrong call and 1 after a wrong
   * configuration or a failed start.
   */
  public void runAndExit(String... args) {
    int status = run(System.out, System.err, args);
    if (status != OK) {
      System.exit(status);
    }
  }

  /**
   * Runs the process, and returns its exit status when it has stopped.
   *
   * @param args nothing, {@code -f file} or {@code --help}
   */
  public int run(PrintStream out, PrintStream err, String... args) {
    Path file = Path.of("etc", name + ".yaml");
    if (args.length == 1 && List.of("-h", "--help").contains(args[0])) {
      out.print(usage());
      return OK;
    }
    if (args.length == 2 && args[0].equals("-f")) {
      file = Path.of(args[1]);
    } else if (args.length > 0) {
      err.println(name + " does not understand: " + String.join(" ", args));
      err.print(usage());
      return WRONG_CALL;
    }
    try {
      runServices(Config.load(file, type));
      return OK;
    } catch (ConfigException | ServiceStartException | IllegalArgumentException e) {
      err.println(name + ": " + e.getMessage());
      return FAILED;
    }
  }

  private void runServices(C conf) {
    ServiceConf its = service.apply(conf);
    var telemetry = Telemetry.setUp(its);
    ServiceGroup.builder()
        .telemetry(telemetry)
        .stopTimeout(its.stopTimeout())
        .addAll(services.apply(conf, telemetry))
        .build()
        .run();
  }

  private String usage() {
    return """
    usage: %s [-f <file>]
      -f <file>   the configuration; etc/%s.yaml unless given
      -h, --help  prints this
    """
        .formatted(name, name);
  }
}
