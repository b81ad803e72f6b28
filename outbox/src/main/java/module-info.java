/** Tasks and messages that commit with a database transaction. */
module dev.belfry.outbox {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.tasks;
  requires transitive dev.belfry.messaging;
  requires transitive java.sql;
  requires io.opentelemetry.context;
  requires org.slf4j;

  exports dev.belfry.outbox;

  // Records that JSON is bound to.
  opens dev.belfry.outbox.internal to
      tools.jackson.databind;
}
