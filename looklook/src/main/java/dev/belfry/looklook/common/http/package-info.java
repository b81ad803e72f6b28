/** The HTTP front: routes, the binding of requests, the envelope of answers. */
@NullMarked
package dev.belfry.looklook.common.http;

import org.jspecify.annotations.NullMarked;
