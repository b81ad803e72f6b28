/** What a filter of tasks consists of: its query line, its terms, and how each looks at a task. */
@NullMarked
package dev.belfry.tasks.internal.filter;

import org.jspecify.annotations.NullMarked;
