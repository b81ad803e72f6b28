package dev.belfry.messaging;

import org.jspecify.annotations.Nullable;

/** A message of a batch failed; those before it are done, those behind it were not tried. */
public final class BatchFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final int index;

  /**
   * Names the message that failed.
   *
   * @param index its place in the batch, from 0
   * @param cause why; the retry plan and the dead letter get it
   */
  public BatchFailedException(int index, @Nullable Throwable cause) {
    super("message " + index + " of the batch failed", cause);
    if (index < 0) {
      throw new IllegalArgumentException("index " + index + ": batches count from 0");
    }
    this.index = index;
  }

  /** The place of the failed message in the batch, from 0. */
  public int index() {
    return index;
  }
}
