package dev.belfry.outbox.internal;

import dev.belfry.outbox.OutboxMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Records what the relay does, and what it saw of the table last. Thread-safe. */
public final class RelayMeters {
  private final Map<Kind, Timer> delays = new EnumMap<>(Kind.class);
  private final Map<Kind, Counter> failures = new EnumMap<>(Kind.class);
  private volatile Map<Kind, Backlog> backlogs = Map.of();

  /** Registers the meters of a relay. */
  public RelayMeters(MeterRegistry registry, String relay) {
    for (Kind kind : Kind.values()) {
      var tags = Tags.of(OutboxMeters.KIND, kind.toString(), OutboxMeters.RELAY, relay);
      delays.put(kind, Timer.builder(OutboxMeters.DELAY).tags(tags).register(registry));
      failures.put(kind, Counter.builder(OutboxMeters.FAILED).tags(tags).register(registry));
      Gauge.builder(OutboxMeters.WAITING, this, meters -> meters.backlog(kind).waiting())
          .tags(tags)
          .register(registry);
      Gauge.builder(OutboxMeters.PARKED, this, meters -> meters.backlog(kind).parked())
          .tags(tags)
          .register(registry);
      Gauge.builder(
              OutboxMeters.LAG, this, meters -> meters.backlog(kind).oldestAge().toMillis() / 1000d)
          .tags(tags)
          .register(registry);
    }
  }

  private Backlog backlog(Kind kind) {
    return backlogs.getOrDefault(kind, Backlog.NONE);
  }

  /** What the gauges show from now on. */
  void observed(Map<Kind, Backlog> now) {
    backlogs = Map.copyOf(now);
  }

  void relayed(Kind kind, List<StoredIntent> intents, Instant now) {
    Timer delay = delays.get(kind);
    if (delay != null) {
      intents.forEach(intent -> delay.record(IntentTable.age(intent.createdAt(), now)));
    }
  }

  void failed(Kind kind, List<FailedIntent> intents) {
    Counter failed = failures.get(kind);
    if (failed != null) {
      failed.increment(intents.size());
    }
  }
}
