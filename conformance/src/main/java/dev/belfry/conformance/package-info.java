/**
 * One suite for all adapters: a test class of the adapter extends {@link
 * dev.belfry.conformance.AdapterConformance} and returns an {@link
 * dev.belfry.conformance.AdapterFixture} of its broker.
 */
@NullMarked
package dev.belfry.conformance;

import org.jspecify.annotations.NullMarked;
