/** The programs that the documents show. */
@NullMarked
package dev.belfry.architecture.snippets;

import org.jspecify.annotations.NullMarked;
