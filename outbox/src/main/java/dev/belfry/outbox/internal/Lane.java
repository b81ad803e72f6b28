package dev.belfry.outbox.internal;

import dev.belfry.outbox.internal.RelaySteps.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays the intents of one kind, on a thread of its own. A round is one transaction: it locks
 * slots, reads what is ready in them, hands it over, and removes it. While it has a slot nobody
 * else does, so the keys of the slot keep their order; if this process dies, the database lets go
 * of the slots, and what was handed over and not removed is handed over again.
 */
public final class Lane implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** So much is taken at once at most: others shall find something to do. */
  private static final int SLOTS_AT_ONCE = Kind.SLOTS / 2;

  /** So many ready intents show which slots have work. */
  private static final int PEEK = 200;

  /** While nobody takes anything, or the database is away. */
  private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  private enum Round {
    /** There was nothing to do. */
    IDLE,
    /** Intents were relayed, or put off. */
    BUSY,
    /** Nobody takes anything. */
    REFUSED
  }

  private final Kind kind;
  private final RelaySettings settings;
  private final Sink sink;
  private final Wakeup wakeup;
  private final RelayMeters meters;
  private final LaneState state = new LaneState();

  /** Handed over, but the database was told in vain so far. */
  private final Set<String> unacknowledged = new HashSet<>();

  private final Interest interest;
  private int troubles;
  private volatile boolean stopping;

  Lane(Kind kind, RelaySettings settings, Sink sink, Wakeup wakeup, RelayMeters meters) {
    this.kind = kind;
    this.settings = settings;
    this.sink = sink;
    this.wakeup = wakeup;
    this.meters = meters;
    this.interest = new Interest(settings.pollInterval());
  }

  /** Connects to where the intents go. */
  void open() {
    sink.open();
  }

  /** Ends after the round that it is in. */
  void stopSoon() {
    stopping = true;
    wakeup.committed();
  }

  /** What has kept everything from being relayed for at least {@code time}. */
  Optional<String> troubledFor(Duration time) {
    return state.troubledFor(time);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      // The end of the process does not wait any longer.
      Thread.currentThread().interrupt();
    } finally {
      sink.close();
    }
  }

  private void step() throws InterruptedException {
    var seen = wakeup.seen();
    Round round;
    try {
      round = round();
    } catch (SQLException | RuntimeException e) {
      trouble("%s: cannot read the outbox: %s".formatted(settings.name(), e), e);
      return;
    }
    switch (round) {
      case BUSY -> well();
      case IDLE -> {
        well();
        Duration pause = interest.pause();
        wakeup.await(seen, pause, Interest.SHORTEST);
        if (!wakeup.seen().equals(seen)) {
          interest.raise();
        }
      }
      case REFUSED -> Wakeup.pause(OUTAGE.after(troubles));
    }
  }

  private void well() {
    if (troubles > 0) {
      log.info("{}: {}s are relayed again", settings.name(), kind);
      interest.raise();
    }
    troubles = 0;
    state.well();
  }

  private void trouble(String reason, Throwable cause) throws InterruptedException {
    report(reason, cause);
    Wakeup.pause(OUTAGE.after(troubles));
  }

  private void report(String reason, Throwable cause) {
    troubles++;
    state.troubled(reason);
    if (troubles == 1) {
      log.warn("{}; trying again", reason);
    } else {
      log.atDebug().setCause(cause).log("{}, the {}th time", reason, troubles);
    }
  }

  private Round round() throws SQLException, InterruptedException {
    try (Connection connection = settings.database().getConnection()) {
      var before = ConnectionState.of(connection);
      try {
        IntentTable.prepare(connection);
        settings.clock().askFirst(connection);
        Round round;
        do {
          round = round(connection);
          if (round == Round.BUSY) {
            interest.raise();
            well();
          }
        } while (round == Round.BUSY && !stopping);
        return round;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      } finally {
        before.restore(connection);
      }
    }
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private Round round(Connection connection) throws SQLException, InterruptedException {
    DatabaseClock clock = settings.clock();
    List<Short> slots = new ArrayList<>(IntentTable.peek(connection, kind, clock.instant(), PEEK));
    Collections.shuffle(slots);
    List<Short> some = slots.subList(0, Math.min(slots.size(), SLOTS_AT_ONCE));
    Set<Short> locked = some.isEmpty() ? Set.of() : IntentTable.lock(connection, some, clock);
    if (locked.isEmpty()) {
      connection.rollback();
      return Round.IDLE;
    }
    settings.steps().done(Step.LOCKED);
    List<StoredIntent> intents =
        IntentTable.read(connection, kind, locked, clock.instant(), settings.batch());
    if (intents.isEmpty()) {
      // Another relay was faster.
      connection.rollback();
      return Round.BUSY;
    }
    settings.steps().done(Step.READ);
    Round result = relay(connection, intents);
    connection.commit();
    intents.forEach(intent -> unacknowledged.remove(intent.id()));
    settings.steps().done(Step.COMMITTED);
    return result;
  }

  private Round relay(Connection connection, List<StoredIntent> intents)
      throws SQLException, InterruptedException {
    List<StoredIntent> due =
        intents.stream().filter(intent -> !unacknowledged.contains(intent.id())).toList();
    Map<StoredIntent, Verdict> verdicts = due.isEmpty() ? Map.of() : Handover.of(due, sink);
    var judged = new Judgement(verdicts, settings);
    judged.done().forEach(intent -> unacknowledged.add(intent.id()));
    settings.steps().done(Step.HANDED);
    List<Long> relayed =
        intents.stream()
            .filter(intent -> unacknowledged.contains(intent.id()))
            .map(StoredIntent::row)
            .toList();
    if (!relayed.isEmpty()) {
      acknowledge(connection, relayed);
    }
    if (!judged.failed().isEmpty()) {
      IntentTable.fail(connection, judged.failed());
    }
    settings.steps().done(Step.ACKNOWLEDGED);
    meters.relayed(kind, judged.done(), settings.clock().instant());
    meters.failed(kind, judged.failed());
    judged
        .outage()
        .ifPresent(cause ->
            report(
                "%s: no %s is taken: %s".formatted(settings.name(), kind, reason(cause)), cause));
    return judged.outage().isPresent() ? Round.REFUSED : Round.BUSY;
  }

  private void acknowledge(Connection connection, List<Long> rows) throws SQLException {
    if (settings.retention().isZero()) {
      IntentTable.delete(connection, rows);
    } else {
      IntentTable.keep(connection, rows, settings.clock().instant());
    }
  }

  private static String reason(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
