/** The frame that background work runs in: services, their group, configuration and set-up. */
module dev.belfry.service {
  // The configuration reads @Nullable at run time, so it is not optional here.
  requires transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires transitive io.opentelemetry.api;
  requires transitive micrometer.core;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires io.opentelemetry.context;
  requires io.opentelemetry.exporter.otlp;
  requires io.opentelemetry.sdk;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.trace;
  requires jdk.httpserver;
  requires logstash.logback.encoder;
  requires micrometer.registry.prometheus;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires jdk.unsupported;

  exports dev.belfry.service;
  exports dev.belfry.service.codec;
  exports dev.belfry.service.config;
}
