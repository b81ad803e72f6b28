/** The web console and its REST API. */
module dev.belfry.console {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.tasks;
  requires transitive dev.belfry.messaging;
  requires transitive dev.belfry.kafka;
  requires io.javalin;
  requires tools.jackson.databind;
  requires org.slf4j;
}
