package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.audit.AuditLog;
import dev.belfry.console.internal.content.Contents;
import dev.belfry.console.internal.live.Sampler;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;

/**
 * What the APIs work with. Immutable.
 *
 * @param inspector looks at tasks and changes them
 * @param client enqueues
 * @param sampler how everything stands
 * @param audit notes actions
 * @param contents shows bytes
 */
public record Desk(
    TaskInspector inspector,
    TaskClient client,
    Sampler sampler,
    AuditLog audit,
    Contents contents) {}
