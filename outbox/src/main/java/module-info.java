/** Tasks and messages that commit with a database transaction. */
module dev.belfry.outbox {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.tasks;
  requires transitive dev.belfry.messaging;
  requires org.slf4j;
  requires java.sql;
}
