@NullMarked
package dev.belfry.service;

import org.jspecify.annotations.NullMarked;
