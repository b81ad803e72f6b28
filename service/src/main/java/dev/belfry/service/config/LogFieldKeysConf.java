package dev.belfry.service.config;

/**
 * The names of the fields in JSON log lines. Immutable.
 *
 * @param callerKey the place in the code
 * @param contentKey the message
 * @param durationKey the time that something took
 * @param levelKey the level
 * @param spanKey the span's id
 * @param timestampKey the time
 * @param traceKey the trace's id
 * @param truncatedKey set where the content was cut
 */
public record LogFieldKeysConf(
    @Default("caller") String callerKey,
    @Default("content") String contentKey,
    @Default("duration") String durationKey,
    @Default("level") String levelKey,
    @Default("span") String spanKey,
    @Default("@timestamp") String timestampKey,
    @Default("trace") String traceKey,
    @Default("truncated") String truncatedKey) {

  /** The names that hold where none are given. */
  public static final LogFieldKeysConf DEFAULTS =
      new LogFieldKeysConf(
          "caller", "content", "duration", "level", "span", "@timestamp", "trace", "truncated");
}
