/** The homestay booking system. */
module dev.belfry.looklook {
  // The binding of requests reads @Nullable at run time, so it is not optional here.
  requires transitive org.jspecify;
  requires dev.belfry.cli;
  requires dev.belfry.console;
  requires dev.belfry.embedded;
  requires dev.belfry.kafka;
  requires dev.belfry.messaging;
  requires dev.belfry.outbox;
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

  provides dev.belfry.cli.BelfryCommand with
      dev.belfry.looklook.demo.DemoCommand,
      dev.belfry.looklook.run.RunCommand;

  // Records that configuration and JSON are bound to, and commands.
  opens dev.belfry.looklook.common.auth to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.common.db to
      dev.belfry.service;
  opens dev.belfry.looklook.common.http to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.common.job to
      tools.jackson.databind;
  opens dev.belfry.looklook.demo to
      dev.belfry.service,
      info.picocli;
  opens dev.belfry.looklook.mqueue.job to
      dev.belfry.service;
  opens dev.belfry.looklook.mqueue.scheduler to
      dev.belfry.service;
  opens dev.belfry.looklook.order to
      dev.belfry.service;
  opens dev.belfry.looklook.order.api to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.ordermq to
      dev.belfry.service;
  opens dev.belfry.looklook.payment to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.payment.provider to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.run to
      info.picocli;
  opens dev.belfry.looklook.travel to
      dev.belfry.service,
      tools.jackson.databind;
  opens dev.belfry.looklook.usercenter to
      dev.belfry.service,
      tools.jackson.databind;
}
