package dev.belfry.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts services one after another. Used once, from one thread; {@link #started} may be read by
 * any.
 */
final class ServiceStarter {
  private static final Logger log = LoggerFactory.getLogger(ServiceStarter.class);

  /** How long a start that was interrupted may take to release what it took. */
  private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(1);

  private final Duration timeout;
  private final CompletableFuture<?> stopRequested;
  private final List<Member> started = new CopyOnWriteArrayList<>();
  private final List<String> leftBehind = new ArrayList<>();

  ServiceStarter(Duration timeout, CompletableFuture<?> stopRequested) {
    this.timeout = timeout;
    this.stopRequested = stopRequested;
  }

  /** Those that are ready, in the order of their starts. */
  List<Member> started() {
    return started;
  }

  /** Those whose start was given up while it still ran. */
  List<String> leftBehind() {
    return leftBehind;
  }

  /**
   * Starts the services until all are ready, one fails, or a stop is requested.
   *
   * @return why the start failed, or null if all are ready or a stop was requested
   */
  @Nullable ServiceStartException startAll(List<Member> members) {
    for (Member member : members) {
      if (stopRequested.isDone()) {
        return null;
      }
      ServiceStartException failure = start(member);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable ServiceStartException start(Member member) {
    long begin = System.nanoTime();
    var settled = new AtomicBoolean();
    Call call = Call.begin("start-" + member.name(), () -> startAndSettle(member, settled));
    boolean inTime = Call.ends(CompletableFuture.anyOf(call.done(), stopRequested), timeout);
    if (!call.done().isDone()) {
      Throwable whereabouts = call.whereabouts();
      call.interrupt();
      if (!call.endsWithin(INTERRUPT_GRACE) && settled.compareAndSet(false, true)) {
        leftBehind.add(member.name());
        log.error("service \"{}\" is left behind while it starts", member.name(), whereabouts);
      } else if (call.endsWithin(INTERRUPT_GRACE) && call.succeeded()) {
        started.add(member);
      }
      return inTime
          ? null
          : new ServiceStartException(member.name(), "was not ready after " + timeout, whereabouts);
    }
    Throwable failure = call.failure();
    if (failure != null) {
      return new ServiceStartException(
          member.name(), "could not start: " + reason(failure), failure);
    }
    started.add(member);
    log.info("started {} in {} ms", member.name(), (System.nanoTime() - begin) / 1_000_000);
    return null;
  }

  /** What a person must read: types that only carry a sentence are left out. */
  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    boolean sentence =
        failure.getClass() == IllegalStateException.class
            || failure.getClass() == IllegalArgumentException.class
            || failure.getClass() == IOException.class
            || failure.getClass().getName().startsWith("dev.belfry.");
    return sentence && message != null ? message : failure.toString();
  }

  /** A start that comes to its end after all is undone by its own thread. */
  private void startAndSettle(Member member, AtomicBoolean settled) throws Exception {
    member.service().start();
    if (!settled.compareAndSet(false, true)) {
      member.service().stop(Deadline.in(INTERRUPT_GRACE));
    }
  }
}
