/** Access tokens. */
@NullMarked
package dev.belfry.looklook.common.auth;

import org.jspecify.annotations.NullMarked;
