/** The homestay booking system. */
module dev.belfry.looklook {
  // The binding of requests reads @Nullable at run time, so it is not optional here.
  requires transitive org.jspecify;
  requires dev.belfry.cli;
  requires dev.belfry.embedded;
  requires dev.belfry.kafka;
  requires dev.belfry.messaging;
  requires dev.belfry.service;
  requires dev.belfry.tasks;
  requires com.google.common;
  requires com.google.protobuf;
  requires com.nimbusds.jose.jwt;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires info.picocli;
  requires io.grpc;
  requires io.grpc.netty.shaded;
  requires io.grpc.protobuf;
  requires io.grpc.stub;
  requires io.javalin;
  requires io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires java.net.http;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.slf4j;
  requires tools.jackson.databind;
}
