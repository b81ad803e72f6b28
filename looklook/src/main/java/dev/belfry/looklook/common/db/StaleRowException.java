package dev.belfry.looklook.common.db;

/** A row was changed by somebody else between our reading and our writing. */
public final class StaleRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nobody reads the stack trace of a lost race. */
  public StaleRowException(String row) {
    super(row + " was changed by somebody else", null, false, false);
  }
}
