/**
 * Messages over Kafka: {@link dev.belfry.kafka.KafkaQueue} consumes, {@link
 * dev.belfry.kafka.KafkaSender} sends.
 */
@NullMarked
package dev.belfry.kafka;

import org.jspecify.annotations.NullMarked;
