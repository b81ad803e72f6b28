/** The HTTP side: calls, errors, guards, pages. */
@NullMarked
package dev.belfry.console.internal.web;

import org.jspecify.annotations.NullMarked;
