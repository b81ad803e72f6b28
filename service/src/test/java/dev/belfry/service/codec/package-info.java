@NullMarked
package dev.belfry.service.codec;

import org.jspecify.annotations.NullMarked;
