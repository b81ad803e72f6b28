package dev.belfry.tasks.internal.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/**
 * Where a server reports to.
 *
 * @param meters its metrics
 * @param openTelemetry its traces
 */
public record ServerTelemetry(MeterRegistry meters, OpenTelemetry openTelemetry) {}
