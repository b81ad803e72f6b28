/** The belfry command and the contract of its subcommands. */
@NullMarked
package dev.belfry.cli;

import org.jspecify.annotations.NullMarked;
