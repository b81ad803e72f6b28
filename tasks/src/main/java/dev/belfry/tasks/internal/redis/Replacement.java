package dev.belfry.tasks.internal.redis;

/** What became of an attempt to replace a set by the task it was aggregated to. */
public enum Replacement {
  /** It is replaced. */
  STORED,
  /** A task with that id exists; nothing was changed. */
  ID_CONFLICT,
  /** Another task holds the unique lock; nothing was changed. */
  DUPLICATE,
  /** The set counted as abandoned and went back to its group; nothing was changed. */
  GONE;

  static Replacement of(long reply) {
    return switch ((int) reply) {
      case 1 -> STORED;
      case 0 -> ID_CONFLICT;
      case -1 -> DUPLICATE;
      default -> GONE;
    };
  }
}
