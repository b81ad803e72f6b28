package dev.belfry.cli;

/** What the exit codes of all commands mean. */
public final class ExitCodes {
  /** Everything that was asked for was done. */
  public static final int DONE = 0;

  /** It was not done; standard error says why. */
  public static final int FAILED = 1;

  /** The call makes no sense; standard error says why, with the usage. */
  public static final int WRONG_CALL = 2;

  /** The queue, task, entry or profile does not exist. */
  public static final int NOT_FOUND = 3;

  /** Some of it was done, some was not; the output says which. */
  public static final int PARTLY = 4;

  private ExitCodes() {}

  /** The code of a call that was to do several things. */
  public static int of(long done, long failed) {
    return failed == 0 ? DONE : done == 0 ? FAILED : PARTLY;
  }
}
