/** The names of Redis keys and the records stored under them. Pure: no I/O. */
@NullMarked
package dev.belfry.tasks.internal.wire;

import org.jspecify.annotations.NullMarked;
