/** Serial numbers and trade codes. */
@NullMarked
package dev.belfry.looklook.common.id;

import org.jspecify.annotations.NullMarked;
