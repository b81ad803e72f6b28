package dev.belfry.messaging;

import dev.belfry.messaging.spi.HeldClaim;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a handler run once for each message, although the broker delivers at least once.
 *
 * <ul>
 *   <li>A message whose work is done is acknowledged without a call of the handler.
 *   <li>A message that another consumer is at work on is snoozed until that one is done or its
 *       lease ends; this costs no attempt.
 *   <li>The lease is renewed while the handler runs. If the process dies, the next delivery runs
 *       once the lease has ended.
 *   <li>If the store cannot be reached, the message is snoozed: it neither runs unguarded nor burns
 *       its attempts.
 * </ul>
 *
 * <p>What remains: a handler whose effect took place and whose process died before the mark was
 * written runs again; so does one that stalls, or is cut off from the store, for longer than its
 * lease. Work that spends its attempts is not marked, so that its dead letter is never lost.
 * Thread-safe.
 */
public final class IdempotencyGuard implements MessageMiddleware {
  /** 30 s: how long the work of a process that died is nobody's. It outlasts a restart of Redis. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

  /** 24 h: longer than a broker is away, or a group is stopped, on any ordinary day. */
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

  /** Counts what the guard did; tags {@code scope} and {@code result}. */
  public static final String COUNTER = "belfry.messages.guard";

  private static final Logger log = LoggerFactory.getLogger(IdempotencyGuard.class);

  /** 500 ms: most work is done by then; each look costs one command. */
  private static final Duration LONGEST_SNOOZE = Duration.ofMillis(500);

  /** 1 s: the store is given time to come back. */
  private static final Duration STORE_AWAY = Duration.ofSeconds(1);

  private final ProcessedStore store;
  private final String scope;
  private final Duration lease;
  private final Duration retention;
  private final Function<? super Message, String> id;
  private final MeterRegistry meters;

  private IdempotencyGuard(Builder builder) {
    store = builder.store;
    scope = builder.scope;
    lease = builder.lease;
    retention = builder.retention;
    id = builder.id;
    meters = builder.meters;
  }

  /**
   * Starts the settings of a guard.
   *
   * @param scope whose work it is, usually the consumer group: a message runs once in each scope
   */
  public static Builder builder(ProcessedStore store, String scope) {
    return new Builder(store, scope);
  }

  /** A guard with all defaults. */
  public static IdempotencyGuard of(ProcessedStore store, String scope) {
    return builder(store, scope).build();
  }

  @Override
  public MessageHandler around(MessageHandler next) {
    return message -> {
      var key = scope + ":" + id.apply(message);
      var owner = UUID.randomUUID().toString();
      Claim claim;
      try {
        claim = store.claim(key, owner, lease);
      } catch (MessagingException e) {
        count("unavailable");
        return Outcome.snooze(STORE_AWAY, "the idempotency guard: " + e.getMessage());
      }
      return switch (claim) {
        case Claim.Finished finished -> {
          count("repeated");
          log.debug("{} was done before", message);
          yield Outcome.done();
        }
        case Claim.Busy busy -> {
          count("busy");
          yield Outcome.snooze(
              busy.left().compareTo(LONGEST_SNOOZE) < 0 ? busy.left() : LONGEST_SNOOZE,
              "another consumer is at work on " + key);
        }
        case Claim.Granted granted -> {
          count("run");
          yield run(next, message, new HeldClaim(store, key, owner, lease));
        }
      };
    };
  }

  private Outcome run(MessageHandler next, Message message, HeldClaim held) throws Exception {
    try (held) {
      var outcome = next.handle(message);
      if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Drop) {
        held.finish("", retention);
      }
      return outcome;
    }
  }

  private void count(String result) {
    Counter.builder(COUNTER).tags("scope", scope, "result", result).register(meters).increment();
  }

  /** Settings of an {@link IdempotencyGuard}. Not thread-safe. */
  public static final class Builder {
    private final ProcessedStore store;
    private final String scope;
    private Duration lease = DEFAULT_LEASE;
    private Duration retention = DEFAULT_RETENTION;
    private Function<? super Message, String> id = Message::id;
    private MeterRegistry meters = new CompositeMeterRegistry();

    private Builder(ProcessedStore store, String scope) {
      this.store = store;
      this.scope = scope;
    }

    /** How long a claim outlives its process, at least 1 s. Default: {@link #DEFAULT_LEASE}. */
    public Builder lease(Duration lease) {
      if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("lease is at least 1 s, not " + lease);
      }
      this.lease = lease;
      return this;
    }

    /**
     * How long a message counts as done, at least as long as the broker can deliver it again.
     * Default: {@link #DEFAULT_RETENTION}.
     */
    public Builder retention(Duration retention) {
      if (!retention.isPositive()) {
        throw new IllegalArgumentException("retention must be positive, not " + retention);
      }
      this.retention = retention;
      return this;
    }

    /**
     * What makes two messages the same work, for example an order number with an event's name.
     * Default: {@link Message#id()}.
     */
    public Builder id(Function<? super Message, String> id) {
      this.id = id;
      return this;
    }

    /** Where the counter {@value IdempotencyGuard#COUNTER} is kept. Default: nowhere. */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    public IdempotencyGuard build() {
      return new IdempotencyGuard(this);
    }
  }
}
