/** The whole booking system in one process. */
@NullMarked
package dev.belfry.looklook.demo;

import org.jspecify.annotations.NullMarked;
