/** The real asynq as a client, a server, an inspector and a scheduler. */
@NullMarked
package dev.belfry.interop.peer;

import org.jspecify.annotations.NullMarked;
