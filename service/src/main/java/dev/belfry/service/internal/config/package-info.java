/** How YAML nodes become records. */
@NullMarked
package dev.belfry.service.internal.config;

import org.jspecify.annotations.NullMarked;
