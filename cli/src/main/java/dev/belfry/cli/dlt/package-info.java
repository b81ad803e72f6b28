/** {@code belfry dlt}: the dead letters of Kafka. */
@NullMarked
package dev.belfry.cli.dlt;

import org.jspecify.annotations.NullMarked;
