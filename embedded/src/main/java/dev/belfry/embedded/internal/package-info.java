/** How the servers are found, started, watched and removed. */
@NullMarked
package dev.belfry.embedded.internal;

import org.jspecify.annotations.NullMarked;
