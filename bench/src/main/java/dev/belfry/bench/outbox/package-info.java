/** Measures the outbox. */
@NullMarked
package dev.belfry.bench.outbox;

import org.jspecify.annotations.NullMarked;
