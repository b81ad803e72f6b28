/** What the mains of all looklook processes share. */
@NullMarked
package dev.belfry.looklook.common.process;

import org.jspecify.annotations.NullMarked;
