/** The command that runs one process of looklook. */
@NullMarked
package dev.belfry.looklook.run;

import org.jspecify.annotations.NullMarked;
