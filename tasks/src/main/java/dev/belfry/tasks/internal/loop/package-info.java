/** What all background duties on Redis have in common. */
@NullMarked
package dev.belfry.tasks.internal.loop;

import org.jspecify.annotations.NullMarked;
