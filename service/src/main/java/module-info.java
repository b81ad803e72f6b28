/** The frame that background work runs in: services, their group, configuration and set-up. */
module dev.belfry.service {
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.belfry.service;
}
