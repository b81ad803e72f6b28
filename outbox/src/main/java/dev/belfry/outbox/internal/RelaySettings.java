package dev.belfry.outbox.internal;

import java.time.Duration;
import javax.sql.DataSource;

/**
 * What the lanes of a relay work with.
 *
 * @param name the name of the relay
 * @param database where the outbox is
 * @param clock the database's
 * @param batch intents that are relayed in one transaction at most
 * @param pollInterval how long intents of other processes may go unnoticed
 * @param retry pauses of an intent that fails
 * @param maxAttempts an intent that fails so often is parked
 * @param retention how long relayed intents are kept; zero for not at all
 * @param steps what is told of each step
 */
public record RelaySettings(
    String name,
    DataSource database,
    DatabaseClock clock,
    int batch,
    Duration pollInterval,
    Backoff retry,
    int maxAttempts,
    Duration retention,
    RelaySteps steps) {}
