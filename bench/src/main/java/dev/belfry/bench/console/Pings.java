package dev.belfry.bench.console;

import dev.belfry.bench.load.RedisProbe;
import dev.belfry.bench.load.Samples;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Another client of the same Redis, which measures how long it waits. For one thread. */
final class Pings implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofNanos(500_000);

  /** Of more than four minutes. */
  private static final int MOST = 500_000;

  private final RedisProbe probe;
  private final Thread thread;
  private final Samples waits = new Samples(MOST);
  private volatile boolean stopped;

  Pings(RedisTarget target) {
    probe = new RedisProbe(target);
    probe.ping();
    thread = Thread.ofPlatform().name("pings").start(this::run);
  }

  private void run() {
    while (!stopped) {
      long before = System.nanoTime();
      probe.ping();
      waits.add(System.nanoTime() - before);
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** Ends, and answers with how long each waited. */
  Samples end() throws InterruptedException {
    stopped = true;
    thread.join();
    return waits;
  }

  @Override
  public void close() throws InterruptedException {
    end();
    probe.close();
  }
}
