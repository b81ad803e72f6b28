package dev.belfry.tasks;

/** A query line of a {@link TaskFilter} that cannot be read. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int position;

  FilterSyntaxException(String line, int position, String problem) {
    super(problem + ", at position " + (position + 1) + " of: " + line);
    this.position = position;
  }

  /** Where the trouble begins: an index into the line, from 0. */
  public int position() {
    return position;
  }
}
