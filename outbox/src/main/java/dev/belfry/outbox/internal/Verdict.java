package dev.belfry.outbox.internal;

/** What became of an intent that was handed over. */
sealed interface Verdict {

  /** It is there, or was there before. */
  record Done() implements Verdict {}

  /** It will never be taken as it is: the fault is its own. */
  record Broken(Throwable cause) implements Verdict {}

  /** It was not taken, for a reason that may be its own or that of whom it was handed to. */
  record Refused(Throwable cause) implements Verdict {}
}
