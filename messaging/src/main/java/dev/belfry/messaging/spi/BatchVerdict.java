package dev.belfry.messaging.spi;

import java.util.Optional;

/**
 * What an adapter has to do with a batch after an attempt. Immutable.
 *
 * @param settled how many messages, from the first on, are to be acknowledged
 * @param next what to do with the message behind them, {@link Verdict.Again} or {@link
 *     Verdict.Spent}; empty if there is none. What follows it was not tried and is handed over
 *     again with the attempts it had
 */
public record BatchVerdict(int settled, Optional<Verdict> next) {}
