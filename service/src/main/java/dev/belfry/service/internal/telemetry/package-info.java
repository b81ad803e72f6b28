/** How logs, metrics and traces are set up, and how metrics and health are served. */
@NullMarked
package dev.belfry.service.internal.telemetry;

import org.jspecify.annotations.NullMarked;
