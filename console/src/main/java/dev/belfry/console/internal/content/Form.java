package dev.belfry.console.internal.content;

/** What bytes are. */
public enum Form {
  /** A JSON value. */
  JSON,
  /** Printable text. */
  TEXT,
  /** Anything else. */
  BINARY,
  /** Nothing. */
  EMPTY
}
