/**
 * Configuration: YAML or JSON files bound to records.
 *
 * <p>{@link Config} loads a file; the annotations say what a record accepts; the records whose
 * names end in {@code Conf} are the sections that go-zero's configuration files have.
 */
@NullMarked
package dev.belfry.service.config;

import org.jspecify.annotations.NullMarked;
