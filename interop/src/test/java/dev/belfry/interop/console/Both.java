package dev.belfry.interop.console;

import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoMonitor;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;

/** An asynqmon and a console of Belfry's, and how to call them. */
final class Both implements AutoCloseable {
  private final GoMonitor monitor;
  private final Console console;
  final Http theirs;
  final Http ours;

  private Both(GoMonitor monitor, Console console) {
    this.monitor = monitor;
    this.console = console;
    console.start();
    theirs = new Http(monitor.uri());
    ours = new Http("http://127.0.0.1:" + console.port());
  }

  /** Both on a Redis each, which may be the same. */
  static Both on(EmbeddedRedis theirs, EmbeddedRedis ours) {
    return new Both(GoMonitor.of(theirs), console(ours, ConsoleConf.DEFAULT));
  }

  /** Both on one Redis, with the Prometheus at that address. */
  static Both withPrometheus(EmbeddedRedis redis, String uri) {
    return new Both(GoMonitor.withPrometheus(redis, uri), consoleWithPrometheus(redis, uri));
  }

  /** A console alone, on a port of its own. */
  static Console consoleWithPrometheus(EmbeddedRedis redis, String uri) {
    return console(redis, ConsoleConf.DEFAULT.toBuilder().prometheus(uri).build());
  }

  private static Console console(EmbeddedRedis redis, ConsoleConf conf) {
    return Console.builder(RedisTarget.parse(redis.uri()))
        .conf(conf)
        .address("127.0.0.1", 0)
        .build();
  }

  @Override
  public void close() {
    monitor.close();
    console.stop(Deadline.in(Duration.ofSeconds(2)));
  }
}
