package dev.belfry.tasks.internal.filter;

/** Why a query line cannot be read. */
public final class QueryProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final int position;

  QueryProblem(int position, String problem) {
    super(problem);
    this.position = position;
  }

  QueryProblem(Word word, String problem) {
    this(word.position(), problem);
  }

  /** Where, as an index into the line. */
  public int position() {
    return position;
  }
}
