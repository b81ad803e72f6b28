/** The task engine. */
module dev.belfry.tasks {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires com.google.protobuf;
  requires io.netty.common;
  requires io.netty.buffer;
  requires io.netty.transport;
  requires lettuce.core;
  requires org.slf4j;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires transitive micrometer.core;

  exports dev.belfry.tasks;

  // The form of booked schedules.
  opens dev.belfry.tasks.internal.wire to
      tools.jackson.databind;
}
