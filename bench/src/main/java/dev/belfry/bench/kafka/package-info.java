/** Measures Kafka consumers: beside a bare loop, with slow handlers, with handlers that fail. */
@NullMarked
package dev.belfry.bench.kafka;

import org.jspecify.annotations.NullMarked;
