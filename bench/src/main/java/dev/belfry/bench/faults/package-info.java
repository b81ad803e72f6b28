/** Rounds of faults: servers, connections and stores break, and every task must still run. */
@NullMarked
package dev.belfry.bench.faults;

import org.jspecify.annotations.NullMarked;
