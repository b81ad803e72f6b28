package dev.belfry.tasks;

import java.time.LocalDate;

/**
 * What a queue did on one day. Immutable.
 *
 * @param queue its name
 * @param day from midnight to midnight UTC
 * @param attempts those that ended on that day
 */
public record DailyStats(String queue, LocalDate day, QueueInfo.Attempts attempts) {}
