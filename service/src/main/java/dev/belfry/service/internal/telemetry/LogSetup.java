package dev.belfry.service.internal.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.belfry.service.config.LogConf;
import dev.belfry.service.config.LogConf.LogMode;
import dev.belfry.service.internal.telemetry.LevelBand.Half;
import java.util.List;
import net.logstash.logback.composite.loggingevent.KeyValuePairsJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.slf4j.LoggerFactory;

/** Configures Logback. */
public final class LogSetup {
  private static final String PLAIN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg %kvp%n%ex";

  /** Libraries that tell at info what only their authors want to know. */
  private static final List<String> TALKATIVE =
      List.of(
          "com.zaxxer.hikari",
          "io.grpc",
          "io.javalin",
          "io.lettuce",
          "io.netty",
          "io.opentelemetry",
          "kafka",
          "org.apache.kafka",
          "org.eclipse.jetty",
          "org.flywaydb",
          "state.change.logger");

  private final LogConf conf;
  private final String name;
  private final LoggerContext context;

  private LogSetup(LogConf conf, String name, LoggerContext context) {
    this.conf = conf;
    this.name = name;
    this.context = context;
  }

  /**
   * Configures the logs of this process. Does nothing where SLF4J has another backend than Logback,
   * or where the system property {@code logback.configurationFile} names a configuration of your
   * own.
   *
   * @param name the name of the process
   */
  public static void apply(LogConf conf, String name) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && System.getProperty("logback.configurationFile") == null) {
      String logName = conf.serviceName().isEmpty() ? name : conf.serviceName();
      new LogSetup(conf, logName, context).configure();
    }
  }

  private void configure() {
    context.reset();
    context.setName(name);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level());
    for (String library : TALKATIVE) {
      context.getLogger(library).setLevel(quieter());
    }
    for (Half half : Half.values()) {
      OutputStreamAppender<ILoggingEvent> appender =
          conf.mode() == LogMode.CONSOLE
              ? console(half)
              : LogFiles.appender(conf, name, half, context);
      appender.setContext(context);
      appender.setName(half.name());
      appender.setEncoder(encoder());
      var band = new LevelBand(half);
      band.start();
      appender.addFilter(band);
      appender.start();
      root.addAppender(appender);
    }
  }

  private static OutputStreamAppender<ILoggingEvent> console(Half half) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget(half == Half.CALM ? "System.out" : "System.err");
    return appender;
  }

  /** Warnings show at level error, as slow calls do in go-zero, which has no level between. */
  private Level level() {
    return switch (conf.level()) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case ERROR -> Level.WARN;
      case SEVERE -> Level.ERROR;
    };
  }

  private Level quieter() {
    return switch (conf.level()) {
      case DEBUG -> Level.INFO;
      case INFO, ERROR -> Level.WARN;
      case SEVERE -> Level.ERROR;
    };
  }

  private Encoder<ILoggingEvent> encoder() {
    return conf.encoding() == LogConf.Encoding.JSON ? json() : plain();
  }

  private Encoder<ILoggingEvent> plain() {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PLAIN);
    encoder.start();
    return encoder;
  }

  private Encoder<ILoggingEvent> json() {
    var timestamp = new LoggingEventFormattedTimestampJsonProvider();
    timestamp.setFieldName(conf.fieldKeys().timestampKey());
    var stack = new StackTraceJsonProvider();
    stack.setFieldName("stack");
    var providers = new LoggingEventJsonProviders();
    providers.addTimestamp(timestamp);
    providers.addProvider(new JsonFields(conf.fieldKeys(), conf.maxContentLength()));
    providers.addKeyValuePairs(new KeyValuePairsJsonProvider());
    providers.addMdc(new MdcJsonProvider());
    providers.addStackTrace(stack);
    var encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.setProviders(providers);
    encoder.start();
    return encoder;
  }
}
