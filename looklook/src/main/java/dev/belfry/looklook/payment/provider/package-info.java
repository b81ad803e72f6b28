/** The seam to payment providers, and the sandbox that plays one. */
@NullMarked
package dev.belfry.looklook.payment.provider;

import org.jspecify.annotations.NullMarked;
