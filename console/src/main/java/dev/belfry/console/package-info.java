/** The web console and its REST API. */
@NullMarked
package dev.belfry.console;

import org.jspecify.annotations.NullMarked;
