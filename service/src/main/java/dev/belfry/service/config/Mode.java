package dev.belfry.service.config;

/** The environment that a process runs in. */
public enum Mode {
  /** A developer's machine. */
  DEV,
  /** Tests. */
  TEST,
  /** Regression tests. */
  RT,
  /** The last stage before production. */
  PRE,
  /** Production. */
  PRO
}
