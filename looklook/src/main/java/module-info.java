/** The homestay booking system. */
module dev.belfry.looklook {
  requires static transitive org.jspecify;
  requires dev.belfry.cli;
  requires dev.belfry.tasks;
  requires dev.belfry.kafka;
  requires io.grpc;
  requires io.grpc.stub;
  requires io.grpc.protobuf;
  requires com.google.protobuf;
  requires com.zaxxer.hikari;
  requires io.javalin;
  requires org.jdbi.v3.core;
  requires com.nimbusds.jose.jwt;
  requires flyway.core;
}
