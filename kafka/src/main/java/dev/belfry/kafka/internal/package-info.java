/** How the consumer and the producer are made. */
@NullMarked
package dev.belfry.kafka.internal;

import org.jspecify.annotations.NullMarked;
