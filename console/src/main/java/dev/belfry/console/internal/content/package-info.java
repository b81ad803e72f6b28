/** What is shown of payloads and results. */
@NullMarked
package dev.belfry.console.internal.content;

import org.jspecify.annotations.NullMarked;
