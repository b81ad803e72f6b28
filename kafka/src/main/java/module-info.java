/** The Kafka adapter of the messaging model. */
module dev.belfry.kafka {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.messaging;
  requires kafka.clients;
  requires org.slf4j;

  exports dev.belfry.kafka;
}
