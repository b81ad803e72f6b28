package dev.belfry.beanstalkd;

import dev.belfry.conformance.AdapterConformance;
import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.IndependentKeysCases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The bodies of dq have no headers, and its jobs no order. */
class BeanstalkConformanceTest extends AdapterConformance implements IndependentKeysCases {
  private static Beanstalks beanstalks;

  @BeforeAll
  static void start() throws Exception {
    beanstalks = new Beanstalks();
  }

  @AfterAll
  static void stop() {
    if (beanstalks != null) {
      beanstalks.close();
    }
  }

  @Override
  protected AdapterFixture fixture() {
    return new BeanstalkFixture(beanstalks);
  }
}
