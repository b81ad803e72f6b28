package dev.belfry.bench.load;

import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Another program that enqueues tasks after random pauses, each with the time in nanoseconds since
 * 1970 on this machine.
 */
record Sender(Path program, RedisTarget target) {

  /** Starts it; what it has enqueued is in the queue when it has ended. */
  Process start(String queue, Plan plan) {
    try {
      return new ProcessBuilder(
              program.toString(),
              "--redis",
              target.address(),
              "--send",
              queue,
              "--pickups",
              String.valueOf(plan.pickups()),
              "--pickup-gap",
              plan.pickupGap().toMillis() + "ms",
              "--payload",
              String.valueOf(plan.payloadBytes()))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + program + ": " + e.getMessage(), e);
    }
  }
}
