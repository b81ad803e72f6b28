package dev.belfry.cli;

/** What a command was to work with does not exist. */
public final class NotFound extends CommandFailure {
  private static final long serialVersionUID = 1L;

  public NotFound(String message) {
    super(message);
  }
}
