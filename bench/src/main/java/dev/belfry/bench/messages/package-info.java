/** A plain consumer and a plain producer of Kafka, to try things with. */
@NullMarked
package dev.belfry.bench.messages;

import org.jspecify.annotations.NullMarked;
