/** The tasks and messages that looklook's processes hand to each other: names and bodies. */
@NullMarked
package dev.belfry.looklook.common.job;

import org.jspecify.annotations.NullMarked;
