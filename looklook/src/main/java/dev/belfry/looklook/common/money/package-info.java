/** Amounts of money. */
@NullMarked
package dev.belfry.looklook.common.money;

import org.jspecify.annotations.NullMarked;
