package dev.belfry.console.internal;

import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.Access;
import dev.belfry.console.internal.asynqmon.MetricsRoutes;
import dev.belfry.console.internal.asynqmon.ProcessRoutes;
import dev.belfry.console.internal.asynqmon.QueueRoutes;
import dev.belfry.console.internal.asynqmon.TaskActionRoutes;
import dev.belfry.console.internal.asynqmon.TaskRoutes;
import dev.belfry.console.internal.audit.AuditLog;
import dev.belfry.console.internal.content.Contents;
import dev.belfry.console.internal.content.Masks;
import dev.belfry.console.internal.live.History;
import dev.belfry.console.internal.live.Sampler;
import dev.belfry.console.internal.v1.AuditApi;
import dev.belfry.console.internal.v1.Broadcast;
import dev.belfry.console.internal.v1.DeadLettersApi;
import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.v1.DoctorApi;
import dev.belfry.console.internal.v1.ErrorsApi;
import dev.belfry.console.internal.v1.EventsApi;
import dev.belfry.console.internal.v1.JobsApi;
import dev.belfry.console.internal.v1.KafkaClusters;
import dev.belfry.console.internal.v1.KafkaWatch;
import dev.belfry.console.internal.v1.LetterActionsApi;
import dev.belfry.console.internal.v1.ListTasksApi;
import dev.belfry.console.internal.v1.MessagesApi;
import dev.belfry.console.internal.v1.MetricsApi;
import dev.belfry.console.internal.v1.NewTasksApi;
import dev.belfry.console.internal.v1.OidcApi;
import dev.belfry.console.internal.v1.OverviewApi;
import dev.belfry.console.internal.v1.Prometheus;
import dev.belfry.console.internal.v1.QueuesApi;
import dev.belfry.console.internal.v1.RedisApi;
import dev.belfry.console.internal.v1.ScheduleWatch;
import dev.belfry.console.internal.v1.SchedulesApi;
import dev.belfry.console.internal.v1.SearchApi;
import dev.belfry.console.internal.v1.ServersApi;
import dev.belfry.console.internal.v1.ServicesApi;
import dev.belfry.console.internal.v1.SessionApi;
import dev.belfry.console.internal.v1.SettingsApi;
import dev.belfry.console.internal.v1.TaskApi;
import dev.belfry.console.internal.v1.TaskChangesApi;
import dev.belfry.console.internal.v1.ViewsApi;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Web;
import dev.belfry.service.Health;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a console is made of, connected. Thread-safe. */
public final class ConsoleParts implements AutoCloseable {
  private final TaskInspector inspector;
  private final TaskClient client;
  private final Sampler sampler;
  private final Broadcast broadcast;
  private final ServicesApi services;
  private final KafkaClusters kafka;
  private final KafkaWatch kafkaWatch;
  private final Javalin server;

  private ConsoleParts(
      RedisTarget target, ConsoleConf conf, TaskInspector inspector, TaskClient client) {
    this.inspector = inspector;
    this.client = client;
    sampler = new Sampler(inspector, conf.sampling());
    broadcast = new Broadcast(sampler);
    var access = new Access(conf.access());
    var desk =
        new Desk(
            inspector,
            client,
            sampler,
            new AuditLog(inspector.tools()),
            new Contents(new Masks(conf.masks())));
    var redis = new RedisApi(desk, target, sampler.rate());
    services = new ServicesApi(conf.services(), broadcast);
    kafka = new KafkaClusters(conf.kafka());
    var messages = new MessagesApi(kafka);
    kafkaWatch = new KafkaWatch(kafka, messages);
    var history = new History();
    sampler.remember(history::add);
    sampler.attend(redis::attention);
    sampler.attend(services::attention);
    sampler.attend(kafkaWatch::attention);
    sampler.attend(new ScheduleWatch(inspector)::attention);
    List<Api> apis = new ArrayList<>();
    apis.add(new SessionApi(conf, target, access, desk));
    apis.add(new OidcApi(conf, access, desk));
    apis.add(new OverviewApi(desk));
    apis.add(new EventsApi(broadcast));
    apis.add(new QueuesApi(desk));
    apis.add(new ListTasksApi(desk));
    apis.add(new TaskApi(desk));
    apis.add(new TaskChangesApi(desk));
    apis.add(new NewTasksApi(desk));
    apis.add(new ServersApi(desk));
    apis.add(new SearchApi(desk));
    apis.add(new ViewsApi(desk));
    apis.add(new ErrorsApi(desk));
    apis.add(new DoctorApi(desk, broadcast));
    apis.add(new JobsApi(desk, broadcast));
    apis.add(new SchedulesApi(desk));
    apis.add(redis);
    apis.add(services);
    apis.add(messages);
    apis.add(new DeadLettersApi(desk, kafka));
    apis.add(new LetterActionsApi(desk, kafka));
    Optional<Prometheus> prometheus =
        Optional.of(conf.prometheus()).filter(uri -> !uri.isEmpty()).map(Prometheus::new);
    apis.add(new MetricsApi(history, prometheus));
    apis.add(new AuditApi(desk));
    apis.add(new SettingsApi(conf));
    apis.add(new QueueRoutes(desk));
    apis.add(new TaskRoutes(desk));
    apis.add(new TaskActionRoutes(desk));
    apis.add(new ProcessRoutes(desk, target));
    apis.add(new MetricsRoutes(prometheus));
    server = new Web(conf, access, apis).create();
  }

  /** Connects to Redis. */
  public static ConsoleParts connect(RedisTarget target, ConsoleConf conf) {
    var inspector = TaskInspector.connect(target);
    try {
      var client = TaskClient.connect(target);
      try {
        return new ConsoleParts(target, conf, inspector, client);
      } catch (RuntimeException e) {
        client.close();
        throw e;
      }
    } catch (RuntimeException e) {
      inspector.close();
      throw e;
    }
  }

  /** The HTTP side, not started. */
  public Javalin server() {
    return server;
  }

  /** Begins to look at Redis. */
  public void start() {
    sampler.start();
    services.start();
    kafkaWatch.start();
  }

  /** Ends the streams of those who watch. */
  public void quiesce() {
    broadcast.end();
  }

  /** Whether Redis answers. */
  public Health health() {
    String trouble = sampler.trouble();
    return trouble.isEmpty() ? Health.up() : Health.down(trouble);
  }

  @Override
  public void close() {
    quiesce();
    sampler.stop();
    services.close();
    kafkaWatch.close();
    kafka.close();
    client.close();
    inspector.close();
  }
}
