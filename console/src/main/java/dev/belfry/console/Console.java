package dev.belfry.console;

import dev.belfry.console.internal.ConsoleParts;
import dev.belfry.console.internal.web.MountedServlet;
import dev.belfry.console.internal.web.WarmUp;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web console: its pages, its API, and the API of asynqmon. A member of a {@link
 * dev.belfry.service.ServiceGroup}, or of a servlet container, see {@link Builder#buildServlet}.
 * Started once. Thread-safe.
 */
public final class Console implements Service {
  private static final Logger log = LoggerFactory.getLogger(Console.class);

  private final RedisTarget target;
  private final ConsoleConf conf;
  private volatile @Nullable ConsoleParts parts;
  private volatile @Nullable Javalin server;

  private Console(RedisTarget target, ConsoleConf conf) {
    this.target = target;
    this.conf = conf;
  }

  /** Starts the description of a console for the tasks of a Redis. */
  public static Builder builder(RedisTarget target) {
    return new Builder(target);
  }

  @Override
  public String name() {
    return "Console";
  }

  /**
   * Connects and listens.
   *
   * @throws IllegalStateException if the address cannot be had, or is not one of this machine
   *     although nobody has to log in; says what to do
   * @throws IllegalArgumentException if the users file cannot be used
   * @throws TaskStoreException if Redis cannot be reached or refuses
   */
  @Override
  public void start() {
    requireSafe();
    var made = ConsoleParts.connect(target, conf);
    Javalin listening = made.server();
    try {
      made.start();
      listening.start(conf.host(), conf.port());
    } catch (JavalinBindException e) {
      made.close();
      throw new IllegalStateException(
          "the console cannot listen on %s:%d: %s; another Port can be set"
              .formatted(conf.host(), conf.port(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    parts = made;
    server = listening;
    WarmUp.start(uri());
    log.info("The console of {} is at {}", target.address(), uri());
  }

  private void requireSafe() {
    if (!conf.access().hasLogin() && !isLoopback(conf.host())) {
      throw new IllegalStateException(
          "the console would listen on "
              + conf.host()
              + " although nobody has to log in: set Access.UsersFile, Access.Oidc or"
              + " Access.Proxy, or listen on 127.0.0.1");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the console cannot listen on the unknown host " + host, e);
    }
  }

  /**
   * The port, also when the configuration left the choice open.
   *
   * @throws IllegalStateException if the console does not run
   */
  public int port() {
    Javalin now = server;
    if (now == null) {
      throw new IllegalStateException("the console does not run");
    }
    return now.port();
  }

  /**
   * Where a browser on this machine finds the pages.
   *
   * @throws IllegalStateException if the console does not run
   */
  public String uri() {
    String host = conf.host().contains(":") ? "[" + conf.host() + "]" : conf.host();
    String name = isLoopback(conf.host()) ? host : "localhost";
    return "http://" + name + ":" + port() + conf.basePath() + "/";
  }

  /** Ends the streams of those who watch, so that the server can stop. */
  @Override
  public void quiesce() {
    ConsoleParts now = parts;
    if (now != null) {
      now.quiesce();
    }
  }

  @Override
  public void stop(Deadline deadline) {
    quiesce();
    Javalin listening = server;
    if (listening != null) {
      listening.stop();
    }
    ConsoleParts now = parts;
    if (now != null) {
      now.close();
    }
  }

  /** Down while Redis does not answer. */
  @Override
  public Health health() {
    ConsoleParts now = parts;
    return now == null ? Health.up() : now.health();
  }

  /** Describes a console. For one thread. */
  public static final class Builder {
    private final RedisTarget target;
    private ConsoleConf conf = ConsoleConf.DEFAULT;

    private Builder(RedisTarget target) {
      this.target = target;
    }

    /** All settings at once. Default: {@link ConsoleConf#DEFAULT}. */
    public Builder conf(ConsoleConf value) {
      conf = value;
      return this;
    }

    /** The address to listen on. Default: that of the settings. */
    public Builder address(String host, int port) {
      conf = conf.toBuilder().host(host).port(port).build();
      return this;
    }

    /** The console, not started yet; it has contacted nobody. */
    public Console build() {
      return new Console(target, conf);
    }

    /**
     * The console as a servlet for a container of another process, at once connected and at work.
     * The container must allow the servlet asynchronous answers, and leave paths percent-encoded.
     * Map it to {@code basePath/*}, the base path of the settings.
     *
     * @throws IllegalStateException if nobody has to log in: this servlet cannot know who reaches
     *     the container
     * @throws TaskStoreException if Redis cannot be reached or refuses
     */
    public ConsoleServlet buildServlet() {
      if (!conf.access().hasLogin()) {
        throw new IllegalStateException(
            "a console in a servlet container needs a login: set Access.UsersFile, Access.Oidc or"
                + " Access.Proxy");
      }
      var parts = ConsoleParts.connect(target, conf);
      parts.start();
      return new ConsoleServlet(new MountedServlet(parts.server(), conf.basePath()), parts);
    }
  }
}
