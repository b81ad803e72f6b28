/** {@code belfry cron}. */
@NullMarked
package dev.belfry.cli.cron;

import org.jspecify.annotations.NullMarked;
