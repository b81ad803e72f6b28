package dev.belfry.bench;

import dev.belfry.tasks.RedisTarget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a Redis in any form that {@link RedisTarget#parse} takes. */
final class RedisOption implements ITypeConverter<RedisTarget> {
  @Override
  public RedisTarget convert(String text) {
    try {
      return RedisTarget.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
