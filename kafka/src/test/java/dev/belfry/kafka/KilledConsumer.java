package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process that {@link KilledConsumerTest} kills: notes each run as {@code key partition offset
 * value .}, in one write, before the message is acknowledged. After as many runs as its last
 * argument says, it hangs at work, so that it cannot be done before it is killed.
 */
final class KilledConsumer {
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private KilledConsumer() {}

  public static void main(String[] args) throws Exception {
    var hangsAfter = Integer.parseInt(args[4]);
    try (var log = FileChannel.open(Path.of(args[3]), APPEND)) {
      var builder =
          KafkaQueue.builder(
                  KafkaConnection.to(args[0]),
                  args[1] + "-group",
                  args[1],
                  message -> {
                    note(log, message);
                    if (RUNS.incrementAndGet() >= hangsAfter) {
                      NEVER.await();
                    }
                    return Outcome.done();
                  })
              .mode(ConsumerMode.valueOf(args[2]));
      if (!args[2].equals("SHARE")) {
        // The least that brokers allow: so long the partitions of the one that was killed wait.
        builder.property("session.timeout.ms", "6000");
      }
      builder.build().start();
      NEVER.await();
    }
  }

  private static synchronized void note(FileChannel log, Message message) throws IOException {
    var line =
        "%s %d %d %s .%n"
            .formatted(
                message.key().orElseThrow(), message.partition(), message.offset(), message.text());
    log.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
  }
}
