package dev.belfry.service.config;

/**
 * The logs of a process. Immutable.
 *
 * @param serviceName the name in the logs' path; default: the name of the process
 * @param mode where lines go; default {@code console}
 * @param encoding how lines look; default {@code json}
 * @param path the folder of the log files; default {@code logs}
 * @param level the least level that is written; default {@code info}
 * @param maxContentLength longer contents are cut, in characters; 0 = unlimited
 * @param compress whether files of past days are compressed
 * @param keepDays how many days files are kept; 0 = for ever
 * @param maxBackups how many full files are kept when rotating by size; 0 = all
 * @param maxSize the size in MB at which a file is full when rotating by size; 0 = unlimited
 * @param rotation when a new file begins; default {@code daily}
 * @param fieldKeys the names of the fields in JSON lines
 */
@NoEffect(
    value = {"TimeFormat", "FileTimeFormat"},
    harmless = {"Stat", "StackCooldownMillis"})
public record LogConf(
    @Default("") String serviceName,
    @Default("console") LogMode mode,
    @Default("json") Encoding encoding,
    @Default("logs") String path,
    @Default("info") LogLevel level,
    @Default("0") @Range(min = 0) int maxContentLength,
    @Default("false") boolean compress,
    @Default("0") @Range(min = 0) int keepDays,
    @Default("0") @Range(min = 0) int maxBackups,
    @Default("0") @Range(min = 0) int maxSize,
    @Default("daily") Rotation rotation,
    LogFieldKeysConf fieldKeys) {

  /** What holds where nothing is written: JSON lines from level info on the console. */
  public static final LogConf DEFAULTS =
      new LogConf(
          "",
          LogMode.CONSOLE,
          Encoding.JSON,
          "logs",
          LogLevel.INFO,
          0,
          false,
          0,
          0,
          0,
          Rotation.DAILY,
          LogFieldKeysConf.DEFAULTS);

  /** Where lines go. */
  public enum LogMode {
    /** Errors and warnings to the standard error, all else to the standard output. */
    CONSOLE,
    /** Files in {@code Path}: {@code access.log} and {@code error.log}. */
    FILE,
    /** The same files in {@code Path/ServiceName/hostname}, for a volume that containers share. */
    VOLUME
  }

  /** How lines look. */
  public enum Encoding {
    /** One JSON object a line. */
    JSON,
    /** For people to read. */
    PLAIN
  }

  /** The least level that is written. */
  public enum LogLevel {
    /** Everything. */
    DEBUG,
    /** What happens. */
    INFO,
    /** Errors and warnings. */
    ERROR,
    /** Errors only. */
    SEVERE
  }

  /** When a new file begins. */
  public enum Rotation {
    /** At midnight. */
    DAILY,
    /** When a file has {@code MaxSize}. */
    SIZE
  }

  /** The same settings with another level and encoding. */
  public LogConf with(LogLevel newLevel, Encoding newEncoding) {
    return new LogConf(
        serviceName,
        mode,
        newEncoding,
        path,
        newLevel,
        maxContentLength,
        compress,
        keepDays,
        maxBackups,
        maxSize,
        rotation,
        fieldKeys);
  }
}
