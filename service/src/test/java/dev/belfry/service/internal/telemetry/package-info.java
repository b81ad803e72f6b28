@NullMarked
package dev.belfry.service.internal.telemetry;

import org.jspecify.annotations.NullMarked;
