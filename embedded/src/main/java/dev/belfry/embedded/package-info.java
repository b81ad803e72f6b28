/**
 * Real servers as services, for the demo, for tests and for first steps; not for production data.
 */
@NullMarked
package dev.belfry.embedded;

import org.jspecify.annotations.NullMarked;
