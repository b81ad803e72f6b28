/** The broker-neutral consumer model. */
module dev.belfry.messaging {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires org.slf4j;
}
