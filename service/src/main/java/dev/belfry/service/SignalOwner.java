package dev.belfry.service;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of the process's signals while a group runs: the first SIGTERM or SIGINT requests a
 * stop, the second ends the process at once with 128 plus its number. An exit that somebody else
 * begins ({@link System#exit}) stops the group too. SIGTSTP, where the system has it, quiesces the
 * group, instead of suspending the process as it otherwise would.
 */
final class SignalOwner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SignalOwner.class);

  /** How a shell reports a process that a signal ended. */
  private static final int SIGNAL_STATUS = 128;

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private static final AtomicReference<@Nullable SignalOwner> OWNER = new AtomicReference<>();

  private final ServiceGroup group;
  private final AtomicInteger stopSignals = new AtomicInteger();
  private final List<OsSignal> signals = new ArrayList<>();
  private final Thread exitHook;

  private SignalOwner(ServiceGroup group) {
    this.group = group;
    this.exitHook = new Thread(group::stop, "belfry-exit");
  }

  /**
   * Takes the signals for a group.
   *
   * @throws IllegalStateException if another group of this process has them
   */
  static SignalOwner take(ServiceGroup group) {
    var owner = new SignalOwner(group);
    if (!OWNER.compareAndSet(null, owner)) {
      throw new IllegalStateException(
          "another ServiceGroup of this process is in run(): add all services to one group");
    }
    Runtime.getRuntime().addShutdownHook(owner.exitHook);
    owner.handle("TERM", () -> owner.stopOrHalt("TERM", SIGTERM));
    owner.handle("INT", () -> owner.stopOrHalt("INT", SIGINT));
    if (File.separatorChar == '/') {
      owner.handle("TSTP", owner::quiesce);
    }
    return owner;
  }

  private void handle(String name, Runnable action) {
    try {
      signals.add(OsSignal.handle(name, action));
    } catch (UnsupportedOperationException e) {
      // The JVM runs with -Xrs, or the system has no such signal: the exit hook still stops.
      log.warn("cannot handle SIG{}: {}", name, e.getMessage());
    }
  }

  private void quiesce() {
    log.info("SIGTSTP: taking no new work; SIGTERM stops");
    group.quiesce();
  }

  private void stopOrHalt(String name, int number) {
    if (stopSignals.getAndIncrement() > 0) {
      Runtime.getRuntime().halt(SIGNAL_STATUS + number);
    }
    group.requestStop();
    log.info("SIG{}: stopping; a second signal kills", name);
  }

  /** Gives the signals back to those who had them. */
  @Override
  public void close() {
    signals.forEach(OsSignal::close);
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      log.debug("the process is ending already");
    }
    OWNER.set(null);
  }
}
