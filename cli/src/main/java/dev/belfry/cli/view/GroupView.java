package dev.belfry.cli.view;

/** A group with tasks. */
public record GroupView(String queue, String group, long waiting, long staged) {}
