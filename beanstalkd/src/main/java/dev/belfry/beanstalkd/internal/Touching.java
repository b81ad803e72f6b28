package dev.belfry.beanstalkd.internal;

import dev.belfry.messaging.spi.Verdict;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets handlers run while their job is kept reserved. */
interface Touching {

  /**
   * Runs the attempt and touches the job meanwhile.
   *
   * @return empty if the attempt did not begin, or was interrupted, because the queue stops
   */
  Optional<Verdict> whileRunning(Supplier<Verdict> attempt) throws IOException;
}
