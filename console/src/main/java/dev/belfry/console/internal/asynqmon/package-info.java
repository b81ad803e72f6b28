/** The API of asynqmon, for its pages and for scripts. */
@NullMarked
package dev.belfry.console.internal.asynqmon;

import org.jspecify.annotations.NullMarked;
