/** Users and how they sign in. */
@NullMarked
package dev.belfry.looklook.usercenter;

import org.jspecify.annotations.NullMarked;
