package dev.belfry.embedded;

import dev.belfry.embedded.internal.LogTail;
import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.embedded.internal.PortChoice;
import dev.belfry.embedded.internal.RedisConfig;
import dev.belfry.embedded.internal.RedisConfig.Kind;
import dev.belfry.embedded.internal.RedisConfig.Persistence;
import dev.belfry.embedded.internal.RedisProbe;
import dev.belfry.embedded.internal.RedisProgram;
import dev.belfry.embedded.internal.RedisTalk;
import dev.belfry.embedded.internal.ServerDirectory;
import dev.belfry.embedded.internal.ServerLife;
import dev.belfry.embedded.internal.ServerProcess;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis in a process of its own, on 127.0.0.1 only. It is gone when this JVM is gone, even
 * if the JVM was killed.
 *
 * <p>The program is the {@code redis-server} on the PATH if that is 6.2 or later, else one that the
 * library embedded-redis carries (Linux and macOS, on x86-64 and ARM 64).
 *
 * <p>{@link #start}, {@link #stop} and {@link #kill} belong to one thread at a time; everything
 * else is thread-safe.
 */
public final class EmbeddedRedis implements Service, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

  /** A start takes some 10 ms; this much only with a large append-only file to load. */
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** How often a fresh port may turn out to be taken by somebody faster. */
  private static final int PORT_TRIES = 5;

  private static final Duration POLL = Duration.ofMillis(3);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final RedisConfig config;
  private final ServerLife life;
  private volatile int port;
  private volatile boolean paused;

  private EmbeddedRedis(Builder builder) {
    life = new ServerLife("Redis", new ServerDirectory("redis", builder.dataDirectory));
    Persistence plain = life.directory().isKept() ? Persistence.SNAPSHOT : Persistence.NONE;
    config =
        new RedisConfig(
            builder.password,
            builder.appendOnly ? Persistence.APPEND_ONLY : plain,
            builder.extraConfig,
            builder.kind);
    port = builder.port;
  }

  /** A Redis with all defaults, not started yet. */
  public static EmbeddedRedis create() {
    return builder().build();
  }

  /** A Redis with settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts Redis and returns when it answers. After {@link #kill} or {@link #stop} it starts again
   * on the same port; with the same data as far as they were kept, see {@link Builder}. Does
   * nothing if it runs.
   *
   * @throws EmbeddedServerException if the port is in use, no redis-server suits this machine, or
   *     Redis ends at once; the message has the end of its log
   */
  @Override
  public void start() {
    if (isRunning()) {
      return;
    }
    try {
      Path program = RedisProgram.find();
      port = PortChoice.launch(port, PORT_TRIES, candidate -> launch(program, candidate));
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot start an embedded Redis: " + e, e);
    }
  }

  private void launch(Path program, int candidate) throws IOException {
    boolean fresh = !life.directory().isTemporary();
    Path data = life.directory().open();
    try {
      life.begin(launch(program, candidate, data));
      paused = false;
    } catch (IOException | RuntimeException e) {
      if (fresh) {
        life.directory().discard();
      }
      throw e;
    }
  }

  private ServerProcess launch(Path program, int candidate, Path data) throws IOException {
    long begin = System.nanoTime();
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(config.write(data, candidate));
    Path logFile = data.resolve("redis.log");
    ServerProcess started = ServerProcess.start(command, data, logFile);
    var limit = Deadline.in(START_LIMIT);
    while (!RedisProbe.isReady(candidate, config.password(), started.pid())) {
      if (started.awaitEnd(POLL) || limit.isOver()) {
        life.giveUp(started);
        String end = LogTail.of(logFile);
        if (end.contains("Address already in use")) {
          throw PortChoice.inUse(candidate);
        }
        throw new EmbeddedServerException(
            "Redis on port " + candidate + " did not start. The end of its log:\n" + end, null);
      }
    }
    log.debug(
        "Redis {} on port {} is ready after {} ms",
        program,
        candidate,
        (System.nanoTime() - begin) / 1_000_000);
    return started;
  }

  /**
   * Stops Redis, and removes its data if their directory is a temporary one. Data in a directory of
   * the user's are saved first. Does nothing if it does not run.
   */
  @Override
  public void stop(Deadline deadline) {
    life.stop(deadline);
  }

  /** Stops Redis; the data are saved within ten seconds or not at all. */
  @Override
  public void close() {
    stop(Deadline.in(CLOSE_LIMIT));
  }

  /**
   * Ends Redis at once by {@code kill -9}, as a crash would. The directory stays until {@link
   * #stop}, so what an append-only file holds is there again after {@link #start}.
   */
  public void kill() {
    life.kill();
  }

  /**
   * Lets Redis hang, as an overloaded machine would: connections stay, but nothing answers until
   * {@link #resume}. Does nothing if it does not run.
   */
  public void pause() {
    paused = true;
    life.signal("STOP");
  }

  /** Lets Redis go on after {@link #pause}. Does nothing if it does not run. */
  public void resume() {
    life.signal("CONT");
    paused = false;
  }

  /** Sends a command; answers with a String, a Long, a List of these, or null. */
  @Nullable Object ask(String... words) throws IOException {
    if (paused) {
      throw new IOException("it hangs until it is resumed");
    }
    return RedisTalk.ask(port(), config.password(), words);
  }

  /** Whether the process is there. */
  public boolean isRunning() {
    return life.isRunning();
  }

  @Override
  public Health health() {
    return life.health();
  }

  /**
   * The port Redis listens on; the same after each start.
   *
   * @throws IllegalStateException if the port was left to be chosen and Redis was never started
   */
  public int port() {
    if (port == 0) {
      throw new IllegalStateException("The port is chosen at the first start");
    }
    return port;
  }

  /**
   * The address for clients, such as {@code redis://127.0.0.1:21379}, with the password if there is
   * one.
   *
   * @throws IllegalStateException as {@link #port}
   */
  public String uri() {
    String password = config.password();
    return "redis://"
        + (password == null ? "" : login(password))
        + LoopbackPort.HOST
        + ":"
        + port();
  }

  /** A password as it stands in an address. */
  static String login(String password) {
    return ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
  }

  /** Settings of an {@link EmbeddedRedis}. Not thread-safe. */
  public static final class Builder {
    private int port;
    private @Nullable Path dataDirectory;
    private @Nullable String password;
    private boolean appendOnly;
    private Kind kind = Kind.SERVER;
    private final List<String> extraConfig = new ArrayList<>();

    private Builder() {}

    /** The port, 1 to 65535; 0, the default, takes a free one at the first start. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Where the data stay after {@link EmbeddedRedis#stop}, saved there at the latest then. Created
     * if missing. Default: a temporary directory that {@code stop} removes.
     */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory;
      return this;
    }

    /** The password that clients must give. Default: none. */
    public Builder password(String password) {
      if (password.isEmpty() || password.contains("\n")) {
        throw new IllegalArgumentException("A password has characters, all in one line");
      }
      this.password = password;
      return this;
    }

    /** Keeps every write through a {@link EmbeddedRedis#kill}. Default: a crash loses the data. */
    public Builder appendOnly() {
      this.appendOnly = true;
      return this;
    }

    /**
     * Adds a line of redis.conf, such as {@code maxmemory 100mb}. Lines that set the port, the
     * address, the directory or the password are refused.
     */
    public Builder extraConfig(String line) {
      extraConfig.add(line);
      return this;
    }

    /** Another kind of program. Default: a server on its own. */
    Builder kind(Kind value) {
      kind = value;
      return this;
    }

    /**
     * The Redis, not started yet.
     *
     * @throws IllegalArgumentException if an extra line is refused
     */
    public EmbeddedRedis build() {
      return new EmbeddedRedis(this);
    }
  }
}
