package dev.belfry.console.internal.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who is logged in, by tokens that only their browsers have. In memory: a restart logs everybody
 * out. Thread-safe.
 */
public final class Sessions {
  /** More people than work with one console; the oldest login ends then. */
  private static final int MOST = 10_000;

  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final long lifeNanos;
  private final LongSupplier clock;

  private record Session(Identity identity, long startedAt) {}

  /** Logins that last so long. */
  public Sessions(Duration life) {
    this(life, System::nanoTime);
  }

  Sessions(Duration life, LongSupplier clock) {
    lifeNanos = life.toNanos();
    this.clock = clock;
  }

  /** Logs somebody in; returns the token of the session. */
  public String open(Identity identity) {
    dropOld();
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(digest(token), new Session(identity, clock.getAsLong()));
    return token;
  }

  /** Who has a token. */
  public Optional<Identity> find(String token) {
    Session session = sessions.get(digest(token));
    return session == null || isOver(session) ? Optional.empty() : Optional.of(session.identity);
  }

  /** Logs out. */
  public void close(String token) {
    sessions.remove(digest(token));
  }

  private boolean isOver(Session session) {
    return clock.getAsLong() - session.startedAt > lifeNanos;
  }

  private void dropOld() {
    sessions.values().removeIf(this::isOver);
    while (sessions.size() >= MOST) {
      long now = clock.getAsLong();
      sessions.entrySet().stream()
          .max(Comparator.comparingLong(each -> now - each.getValue().startedAt))
          .ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }
  }

  /** Looking a token up takes equally long whatever part of it is right. */
  static String digest(String token) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
