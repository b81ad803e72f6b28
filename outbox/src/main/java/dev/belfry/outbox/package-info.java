/** Tasks and messages that commit with a database transaction. */
@NullMarked
package dev.belfry.outbox;

import org.jspecify.annotations.NullMarked;
