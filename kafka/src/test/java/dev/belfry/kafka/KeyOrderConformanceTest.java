package dev.belfry.kafka;

import dev.belfry.conformance.AdapterConformance;
import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.HeaderCases;
import dev.belfry.conformance.IndependentKeysCases;
import dev.belfry.conformance.KeyOrderCases;

class KeyOrderConformanceTest extends AdapterConformance
    implements HeaderCases, KeyOrderCases, IndependentKeysCases {

  @Override
  protected AdapterFixture fixture() throws Exception {
    return new KafkaFixture(ConsumerMode.KEY);
  }
}
