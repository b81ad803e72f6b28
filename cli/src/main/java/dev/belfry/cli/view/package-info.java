/** What commands print as JSON; the schemas in the resources say the same. */
@NullMarked
package dev.belfry.cli.view;

import org.jspecify.annotations.NullMarked;
