/** How the outbox works. */
@NullMarked
package dev.belfry.outbox.internal;

import org.jspecify.annotations.NullMarked;
