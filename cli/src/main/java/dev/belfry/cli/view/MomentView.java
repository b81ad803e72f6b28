package dev.belfry.cli.view;

import java.time.OffsetDateTime;

/** A moment at which a schedule fires. */
public record MomentView(String name, OffsetDateTime at) {}
