/** Services and the group that starts and stops them. */
@NullMarked
package dev.belfry.service;

import org.jspecify.annotations.NullMarked;
