/** The rules of the source tree, as tests. */
@NullMarked
package dev.belfry.architecture;

import org.jspecify.annotations.NullMarked;
