package dev.belfry.tasks;

/**
 * Which part of a list to read. Immutable.
 *
 * @param number from 1
 * @param size how many a page has, from 1 to {@value #MAX_SIZE}
 */
public record Page(int number, int size) {
  /** As in asynq. */
  public static final int DEFAULT_SIZE = 30;

  /** Redis serves nobody else while it reads a page. */
  public static final int MAX_SIZE = 1000;

  /** The first page of the default size. */
  public static final Page FIRST = new Page(1, DEFAULT_SIZE);

  public Page {
    if (number < 1 || size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "pages count from 1 and have 1 to " + MAX_SIZE + " entries, not " + number + "/" + size);
    }
  }

  /** The page after this one. */
  public Page next() {
    return new Page(number + 1, size);
  }

  /** The index of the first entry, from 0. */
  public long start() {
    return (number - 1L) * size;
  }
}
