package dev.belfry.outbox.internal;

/** Is told of each step of a relay, on its thread; tests stop or kill it there. */
@FunctionalInterface
public interface RelaySteps {

  /** The steps, in their order. */
  enum Step {
    /** Slots are locked. */
    LOCKED,
    /** Intents are read. */
    READ,
    /** Intents are handed over, the database does not know it yet. */
    HANDED,
    /** The acknowledgement is written and not committed. */
    ACKNOWLEDGED,
    /** The acknowledgement is committed. */
    COMMITTED
  }

  /** Listens to nothing. */
  RelaySteps NONE = step -> {};

  /** A step is done. */
  void done(Step step);
}
