/** The frame that background work runs in: services, their group, configuration and set-up. */
module dev.belfry.service {
  // The configuration reads @Nullable at run time, so it is not optional here.
  requires transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires jdk.unsupported;

  exports dev.belfry.service;
  exports dev.belfry.service.codec;
  exports dev.belfry.service.config;
}
