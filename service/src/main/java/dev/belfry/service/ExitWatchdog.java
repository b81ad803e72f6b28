package dev.belfry.service;

import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its main thread has ended and threads that a service left behind would keep
 * it alive. Its thread is a daemon, so it never keeps the process alive itself.
 */
final class ExitWatchdog {
  private static final Logger log = LoggerFactory.getLogger(ExitWatchdog.class);

  /** For threads that are about to end, and for the exit hooks of libraries. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * The thread that the JVM runs main on; its id differs between JVMs. Other threads do not decide
   * when the process ends.
   */
  private static final String MAIN_THREAD = "main";

  private ExitWatchdog() {}

  /** Watches over the end of the process, if the caller is its main thread. */
  static void watch(int status) {
    Thread main = Thread.currentThread();
    if (main.getName().equals(MAIN_THREAD)) {
      Thread.ofPlatform().daemon().name("belfry-exit-watchdog").start(() -> await(main, status));
    }
  }

  private static void await(Thread main, int status) {
    try {
      main.join();
      Thread.sleep(GRACE);
    } catch (InterruptedException e) {
      return;
    }
    String threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.isDaemon() && !thread.getName().equals("DestroyJavaVM"))
            .map(Thread::getName)
            .sorted()
            .collect(Collectors.joining(", "));
    log.warn("ending the process, which these threads keep alive: {}", threads);
    Runtime.getRuntime().halt(status);
  }
}
