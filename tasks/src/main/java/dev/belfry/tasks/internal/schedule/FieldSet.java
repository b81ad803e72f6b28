package dev.belfry.tasks.internal.schedule;

/**
 * The values that a field matches.
 *
 * @param bits bit n is set when the value n matches
 * @param star whether an item was {@code *} or {@code ?} with step 1; decides how the two day
 *     fields combine
 */
record FieldSet(long bits, boolean star) {

  boolean isEmpty() {
    return bits == 0;
  }

  boolean has(int value) {
    return (bits & (1L << value)) != 0;
  }

  /** The smallest matching value that is at least {@code from}, or -1. */
  int atLeast(int from) {
    long rest = from > 63 ? 0 : bits & (-1L << from);
    return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
  }
}
