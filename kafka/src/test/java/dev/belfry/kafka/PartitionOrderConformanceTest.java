package dev.belfry.kafka;

import dev.belfry.conformance.AdapterConformance;
import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.HeaderCases;
import dev.belfry.conformance.KeyOrderCases;

class PartitionOrderConformanceTest extends AdapterConformance
    implements HeaderCases, KeyOrderCases {

  @Override
  protected AdapterFixture fixture() throws Exception {
    return new KafkaFixture(ConsumerMode.PARTITION);
  }
}
