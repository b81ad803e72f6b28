package dev.belfry.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.bench.RunLog;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Handles any message: sleeps, fails now and then, and writes the run down before its outcome can
 * be committed: {@code <partition> <offset> <key> <attempt> <start ms> <end ms>}. The key is
 * percent-encoded, {@code -} if there is none.
 *
 * @param failures the share of runs that fail, from 0 to 1
 * @param seed decides which ones: the same attempt of the same message always ends the same way
 */
record PlainMessageHandler(RunLog log, Duration sleep, double failures, long seed)
    implements MessageHandler {

  @Override
  public Outcome handle(Message message) throws Exception {
    long start = System.currentTimeMillis();
    if (!sleep.isZero()) {
      Thread.sleep(sleep);
    }
    append(message, start);
    return fails(message)
        ? Outcome.retryIn(Duration.ofMillis(10), "failing on request")
        : Outcome.done();
  }

  private void append(Message message, long start) throws IOException {
    String key = message.key().map(text -> URLEncoder.encode(text, UTF_8)).orElse("-");
    log.append(
        "%d %d %s %d %d %d"
            .formatted(
                message.partition(),
                message.offset(),
                key,
                message.attempt(),
                start,
                System.currentTimeMillis()));
  }

  private boolean fails(Message message) {
    if (failures == 0) {
      return false;
    }
    long run = seed ^ (31L * message.id().hashCode() + message.attempt());
    return new SplittableRandom(run).nextDouble() < failures;
  }
}
