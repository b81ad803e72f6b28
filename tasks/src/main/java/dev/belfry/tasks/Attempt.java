package dev.belfry.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to run a task. Immutable.
 *
 * @param at when its handler started, on the clock of Redis; of a lost worker, and of Go's, when it
 *     was found or noted to have failed
 * @param took how long its handler had until the outcome was decided, if that is known
 * @param outcome what became of it
 * @param retried how many attempts had failed before; -1 if that is not known
 * @param worker the server that ran it: host, process and id; empty if that is not known
 * @param error what the failure said, at most 200 characters of it; empty if there was none
 */
public record Attempt(
    Instant at,
    Optional<Duration> took,
    AttemptOutcome outcome,
    int retried,
    String worker,
    String error) {}
