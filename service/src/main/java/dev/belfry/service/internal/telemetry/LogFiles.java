package dev.belfry.service.internal.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.belfry.service.config.LogConf;
import dev.belfry.service.config.LogConf.LogMode;
import dev.belfry.service.config.LogConf.Rotation;
import dev.belfry.service.internal.telemetry.LevelBand.Half;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** Log files that begin anew each day, or when they are full. */
final class LogFiles {
  private LogFiles() {}

  /** The file for one half of the lines, without its encoder. */
  static FileAppender<ILoggingEvent> appender(
      LogConf conf, String name, Half half, LoggerContext context) {
    if (conf.path().isBlank()) {
      throw new IllegalArgumentException("Log.Path must not be empty where Log.Mode is file");
    }
    Path folder = Path.of(conf.path());
    if (conf.mode() == LogMode.VOLUME) {
      folder = folder.resolve(name).resolve(hostname());
    }
    String base = folder.resolve(half == Half.CALM ? "access" : "error").toString();
    boolean unlimited = conf.rotation() == Rotation.SIZE && conf.maxSize() == 0;
    FileAppender<ILoggingEvent> appender =
        unlimited ? new FileAppender<>() : rolling(conf, base, context);
    appender.setContext(context);
    appender.setFile(base + ".log");
    return appender;
  }

  private static FileAppender<ILoggingEvent> rolling(
      LogConf conf, String base, LoggerContext context) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(base + ".log");
    String end = conf.compress() ? ".log.gz" : ".log";
    TimeBasedRollingPolicy<ILoggingEvent> policy;
    if (conf.rotation() == Rotation.SIZE) {
      var bySize = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
      bySize.setMaxFileSize(new FileSize(conf.maxSize() * FileSize.MB_COEFFICIENT));
      if (conf.maxBackups() > 0) {
        long cap = (long) conf.maxBackups() * conf.maxSize();
        bySize.setTotalSizeCap(new FileSize(cap * FileSize.MB_COEFFICIENT));
      }
      bySize.setFileNamePattern(base + "-%d{yyyy-MM-dd}-%i" + end);
      policy = bySize;
    } else {
      policy = new TimeBasedRollingPolicy<>();
      policy.setFileNamePattern(base + "-%d{yyyy-MM-dd}" + end);
    }
    policy.setMaxHistory(conf.keepDays());
    policy.setParent(appender);
    policy.setContext(context);
    policy.start();
    appender.setRollingPolicy(policy);
    return appender;
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
