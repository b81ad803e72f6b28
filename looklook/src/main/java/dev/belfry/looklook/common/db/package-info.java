/** The connection pool, the migrations and the transactions that every service with tables uses. */
@NullMarked
package dev.belfry.looklook.common.db;

import org.jspecify.annotations.NullMarked;
