/** The web console and its REST API. */
module dev.belfry.console {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires transitive dev.belfry.tasks;
  requires transitive dev.belfry.messaging;
  requires transitive dev.belfry.kafka;
  requires transitive jakarta.servlet;
  requires com.fasterxml.jackson.annotation;
  requires com.nimbusds.jose.jwt;
  requires io.javalin;
  requires java.net.http;
  requires org.eclipse.jetty.ee10.servlet;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.server;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports dev.belfry.console;

  // Records that configuration and JSON are bound to.
  opens dev.belfry.console to
      dev.belfry.service;
  opens dev.belfry.console.internal.asynqmon to
      tools.jackson.databind;
  opens dev.belfry.console.internal.audit to
      tools.jackson.databind;
  opens dev.belfry.console.internal.content to
      tools.jackson.databind;
  opens dev.belfry.console.internal.live to
      tools.jackson.databind;
  opens dev.belfry.console.internal.v1 to
      tools.jackson.databind;
  opens dev.belfry.console.internal.web to
      tools.jackson.databind;
}
