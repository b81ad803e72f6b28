/** The beanstalkd adapter of the messaging model. */
module dev.belfry.beanstalkd {
  requires static transitive org.jspecify;
  requires transitive dev.belfry.messaging;
  requires org.slf4j;

  exports dev.belfry.beanstalkd;
}
