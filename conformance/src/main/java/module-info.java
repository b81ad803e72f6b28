/** The cases that every adapter of the messaging model passes. */
module dev.belfry.conformance {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.messaging;
  requires transitive org.junit.jupiter.api;
  requires awaitility;
  requires dev.belfry.embedded;
  requires org.assertj.core;

  exports dev.belfry.conformance;
}
