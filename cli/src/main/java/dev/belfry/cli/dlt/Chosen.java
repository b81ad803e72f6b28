package dev.belfry.cli.dlt;

import dev.belfry.kafka.DeadLetterSelection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose dead letters; without one, all are meant. */
final class Chosen {
  @Option(names = "--key", paramLabel = "KEY", description = "Only those with this key.")
  private @Nullable String key;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "Only those given up then or later, such as 2026-03-15T10:00:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description = "Only those given up before.")
  private @Nullable Instant until;

  @Option(
      names = "--at",
      paramLabel = "PARTITION@OFFSET",
      converter = Place.class,
      description = "Only the one that lies there.")
  private DeadLetterSelection.@Nullable Place place;

  @Option(names = "--count", paramLabel = "N", description = "So many at most, oldest first.")
  private long count = Long.MAX_VALUE;

  DeadLetterSelection selection() {
    return new DeadLetterSelection(
        key, from, until, place == null ? Set.of() : Set.of(place), count);
  }

  /** Reads an instant. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no instant; write it as 2026-03-15T10:00:00Z");
      }
    }
  }

  /** Reads a place. */
  static final class Place implements ITypeConverter<DeadLetterSelection.Place> {
    @Override
    public DeadLetterSelection.Place convert(String text) {
      int at = text.indexOf('@');
      try {
        return new DeadLetterSelection.Place(
            Integer.parseInt(text.substring(0, Math.max(0, at))),
            Long.parseLong(text.substring(at + 1)));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' is no place; write it as 0@123: partition, @, offset");
      }
    }
  }
}
