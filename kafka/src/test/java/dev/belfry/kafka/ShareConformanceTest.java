package dev.belfry.kafka;

import dev.belfry.conformance.AdapterConformance;
import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.HeaderCases;

class ShareConformanceTest extends AdapterConformance implements HeaderCases {

  @Override
  protected AdapterFixture fixture() throws Exception {
    return new KafkaFixture(ConsumerMode.SHARE);
  }
}
