/** The duties of a task server, one class each. */
@NullMarked
package dev.belfry.tasks.internal.server;

import org.jspecify.annotations.NullMarked;
