/** A real Redis and a real Kafka started from the class path. */
module dev.belfry.embedded {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires org.slf4j;
  requires embedded.redis;
  requires kafka.clients;

  exports dev.belfry.embedded;
}
