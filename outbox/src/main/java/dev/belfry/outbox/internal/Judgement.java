package dev.belfry.outbox.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from the verdicts of a batch. If nothing at all was taken, that is no fault of the
 * intents: nothing is counted against them, so that no outage, however long, parks them. If some
 * were taken, the others have failed.
 */
final class Judgement {
  private static final Logger log = LoggerFactory.getLogger(Judgement.class);

  private final List<StoredIntent> done = new ArrayList<>();
  private final List<FailedIntent> failed = new ArrayList<>();
  private Optional<Throwable> outage = Optional.empty();

  Judgement(Map<StoredIntent, Verdict> verdicts, RelaySettings settings) {
    boolean anyDone = verdicts.values().stream().anyMatch(Verdict.Done.class::isInstance);
    Instant now = settings.clock().instant();
    verdicts.forEach((intent, verdict) -> {
      switch (verdict) {
        case Verdict.Done() -> done.add(intent);
        case Verdict.Broken(Throwable cause) -> failed.add(failure(intent, cause, settings, now));
        case Verdict.Refused(Throwable cause) -> {
          if (anyDone) {
            failed.add(failure(intent, cause, settings, now));
          } else {
            outage = Optional.of(cause);
          }
        }
      }
    });
  }

  private static FailedIntent failure(
      StoredIntent intent, Throwable cause, RelaySettings settings, Instant now) {
    int attempts = intent.attempts() + 1;
    boolean parked = attempts >= settings.maxAttempts();
    log.warn(
        "{}: intent {} failed {} times{}: {}",
        settings.name(),
        intent.id(),
        attempts,
        parked ? " and is parked" : "",
        cause.toString());
    return new FailedIntent(
        intent.row(),
        attempts,
        cause.toString(),
        parked ? null : now.plus(settings.retry().after(attempts)));
  }

  /** Those that are there. */
  List<StoredIntent> done() {
    return done;
  }

  /** Those that were not taken, while others were. */
  List<FailedIntent> failed() {
    return failed;
  }

  /** Why nothing was taken. */
  Optional<Throwable> outage() {
    return outage;
  }
}
