@NullMarked
package dev.belfry.service.config;

import org.jspecify.annotations.NullMarked;
