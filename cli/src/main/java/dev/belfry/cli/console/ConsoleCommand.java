package dev.belfry.cli.console;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandFailure;
import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.console.Passwords;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.ServiceStartException;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ConfigException;
import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry console}: the web console in a process of its own. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the web console and its API, and asynqmon's API.",
      "Listens on this machine only, unless people have to log in: see --users and --config.",
      "Ends with 0 when it is stopped, 1 if it cannot start."
    })
public final class ConsoleCommand implements BelfryCommand, Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--redis",
      paramLabel = "URI",
      defaultValue = "${env:BELFRY_REDIS:-redis://127.0.0.1:6379}",
      description =
          "The Redis with the tasks; also BELFRY_REDIS (default: redis://127.0.0.1:6379).")
  private String redis = "";

  @Option(
      names = "--namespace",
      defaultValue = "${env:BELFRY_NAMESPACE:-asynq}",
      description = "What all keys start with; also BELFRY_NAMESPACE (default: asynq).")
  private String namespace = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:BELFRY_CONSOLE_CONFIG}",
      description = "Settings in YAML, see docs/console.md; also BELFRY_CONSOLE_CONFIG.")
  private @Nullable Path config;

  @Option(
      names = "--host",
      defaultValue = "${env:BELFRY_CONSOLE_HOST}",
      description = "The address to listen on; also BELFRY_CONSOLE_HOST (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      defaultValue = "${env:BELFRY_CONSOLE_PORT}",
      description = "The port; 0 picks a free one; also BELFRY_CONSOLE_PORT (default: 8980).")
  private @Nullable Integer port;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      defaultValue = "${env:BELFRY_CONSOLE_USERS}",
      description = "Users, one a line: name:role:hash; also BELFRY_CONSOLE_USERS.")
  private @Nullable String users;

  @Option(
      names = "--base-path",
      paramLabel = "PATH",
      defaultValue = "${env:BELFRY_CONSOLE_BASE_PATH}",
      description = "The path everything is under, such as /belfry.")
  private @Nullable String basePath;

  @Option(names = "--read-only", description = "Let nobody change anything.")
  private boolean readOnly;

  @Option(
      names = "--service",
      paramLabel = "NAME=URL",
      description = "A process whose health is polled; may be given several times.")
  private Map<String, String> services = Map.of();

  @Option(
      names = "--kafka",
      paramLabel = "NAME=HOST:PORT",
      description = "A Kafka cluster to show; may be given several times.")
  private Map<String, String> kafka = Map.of();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      defaultValue = "${env:BELFRY_CONSOLE_PROMETHEUS}",
      description = "Where metrics come from (default: what the console remembers).")
  private @Nullable String prometheus;

  @Option(
      names = "--hash-password",
      description = "Reads a password, prints its hash for a users file, and ends.")
  private boolean hashPassword;

  @Override
  public Integer call() throws InterruptedException {
    if (hashPassword) {
      spec.commandLine().getOut().println(Passwords.hash(password()));
      return 0;
    }
    try {
      var target = RedisTarget.builder(redis).namespace(namespace).build();
      var console = Console.builder(target).conf(conf()).build();
      ServiceGroup.of(console).run();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (ConfigException | ServiceStartException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private ConsoleConf conf() {
    Path file = config;
    ConsoleConf conf = file == null ? ConsoleConf.DEFAULT : Config.load(file, ConsoleConf.class);
    var changes = conf.toBuilder();
    if (host != null) {
      changes.host(host);
    }
    if (port != null) {
      changes.port(port);
    }
    if (users != null) {
      changes.usersFile(users);
    }
    if (basePath != null) {
      changes.basePath(basePath);
    }
    if (prometheus != null) {
      changes.prometheus(prometheus);
    }
    if (readOnly) {
      changes.readOnly();
    }
    services.forEach(changes::service);
    kafka.forEach(changes::kafka);
    return changes.build();
  }

  @SuppressWarnings("SystemConsoleNull") // Java 21 says so where there is no terminal
  private static char[] password() {
    java.io.Console terminal = System.console();
    if (terminal != null) {
      char[] typed = terminal.readPassword("Password: ");
      if (typed == null || typed.length == 0) {
        throw new CommandFailure("no password was typed");
      }
      return typed;
    }
    try (var in = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
      var line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      if (line.toString().isBlank()) {
        throw new CommandFailure("standard input has no password");
      }
      return line.toString().stripTrailing().toCharArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
