package dev.belfry.bench.messages;

import dev.belfry.bench.FailingRuns;
import dev.belfry.bench.RunLog;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.MessageMiddleware;
import dev.belfry.messaging.Outcome;
import java.time.Duration;

/**
 * Handles any message: sleeps, fails now and then, and writes the run down before its outcome can
 * be committed, as a {@link MessageLine}.
 *
 * @param sleep how long each run takes
 * @param failures which runs fail
 */
record PlainMessageHandler(RunLog log, Duration sleep, FailingRuns failures)
    implements MessageHandler {

  @Override
  public Outcome handle(Message message) throws Exception {
    long start = System.currentTimeMillis();
    if (!sleep.isZero()) {
      Thread.sleep(sleep);
    }
    log.append(MessageLine.of(message, start).toString());
    return failures.contains(message.id(), message.attempt())
        ? Outcome.retryIn(Duration.ofMillis(10), "failing on request")
        : Outcome.done();
  }

  /** Writes down each message that is done, be it that a guard knew it was. */
  static MessageMiddleware deliveries(RunLog log) {
    return next ->
        message -> {
          long start = System.currentTimeMillis();
          Outcome outcome = next.handle(message);
          if (outcome instanceof Outcome.Done) {
            log.append(MessageLine.of(message, start).toString());
          }
          return outcome;
        };
  }
}
