/**
 * Tasks and messages that commit with a database transaction: {@link dev.belfry.outbox.Outbox}
 * writes them down, {@link dev.belfry.outbox.OutboxRelay} hands them over after the commit.
 */
@NullMarked
package dev.belfry.outbox;

import org.jspecify.annotations.NullMarked;
