package dev.belfry.tasks;

/**
 * A schedule that cannot be read. The message quotes it, names the place and what is wrong there,
 * and says what is accepted.
 */
public final class CronSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * @param message what is wrong, where, and what to write instead
   * @param position index in the schedule of the first character of the part that is wrong
   */
  public CronSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Index in the schedule of the first character of the part that is wrong, from 0. */
  public int position() {
    return position;
  }
}
