/** What the messaging model keeps in Redis, version 6.2 or later. */
@NullMarked
package dev.belfry.messaging.redis;

import org.jspecify.annotations.NullMarked;
