/** What is done for each kind of Kafka message, one class each. */
@NullMarked
package dev.belfry.looklook.ordermq.mqs.kafka;

import org.jspecify.annotations.NullMarked;
