package dev.belfry.bench.faults;

import java.util.List;

/**
 * What the producers were told.
 *
 * @param stored the ids of the tasks that are stored for certain
 * @param unknown how many tasks may be stored or not, because the store did not answer in time
 */
record Books(List<String> stored, int unknown) {}
