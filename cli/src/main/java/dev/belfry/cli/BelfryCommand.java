package dev.belfry.cli;

/**
 * A subcommand of {@code belfry}: a picocli command class, found by {@link
 * java.util.ServiceLoader}. Modules above this one add their commands this way.
 */
public interface BelfryCommand {}
