package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.web.Problem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Sees to it that only what was previewed is done, by who previewed it, once. Thread-safe. */
final class Confirmations {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int MOST = 1000;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Issued> issued =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
          return size() > MOST;
        }
      };

  private record Issued(String content, String phrase, long expected, long at) {}

  String issue(String content, String phrase, long expected) {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().encodeToString(bytes);
    lock.lock();
    try {
      issued.put(token, new Issued(content, phrase, expected, System.nanoTime()));
    } finally {
      lock.unlock();
    }
    return token;
  }

  /** What the preview counted. */
  long use(String content, String phrase, String token) {
    lock.lock();
    try {
      Issued preview = issued.get(token == null ? "" : token);
      if (preview == null
          || System.nanoTime() - preview.at > LIFE.toNanos()
          || !preview.content.equals(content)) {
        throw Problem.of(
            409, "look at a preview of exactly this first; it is good for ten minutes");
      }
      if (!preview.phrase.equals(phrase)) {
        throw Problem.field("phrase", "type '" + preview.phrase + "' to confirm");
      }
      issued.remove(token);
      return preview.expected;
    } finally {
      lock.unlock();
    }
  }
}
