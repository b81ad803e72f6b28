/** The broker-neutral consumer model. */
module dev.belfry.messaging {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires transitive io.opentelemetry.api;
  requires transitive io.opentelemetry.context;
  requires transitive micrometer.core;
  requires lettuce.core;
  requires org.slf4j;

  exports dev.belfry.messaging;
  exports dev.belfry.messaging.redis;
  exports dev.belfry.messaging.spi;
}
