/** Gathers what the process listens to, by kind. */
@NullMarked
package dev.belfry.looklook.ordermq.listen;

import org.jspecify.annotations.NullMarked;
