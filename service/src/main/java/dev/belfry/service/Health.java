package dev.belfry.service;

/** Whether a service can do its work right now. Immutable. */
public sealed interface Health {

  /** The service works. */
  record Up() implements Health {}

  /**
   * The service cannot work.
   *
   * @param reason what is wrong, for an operator to read
   */
  record Down(String reason) implements Health {}

  /** The service works. */
  static Health up() {
    return new Up();
  }

  /** The service cannot work, because of {@code reason}. */
  static Health down(String reason) {
    return new Down(reason);
  }
}
