/** The task engine. */
module dev.belfry.tasks {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.service;
  requires com.google.protobuf;
  requires lettuce.core;
  requires org.slf4j;

  exports dev.belfry.tasks;
}
