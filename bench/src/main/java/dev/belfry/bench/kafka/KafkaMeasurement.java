package dev.belfry.bench.kafka;

import dev.belfry.bench.load.Environment;
import dev.belfry.bench.load.Figures;
import dev.belfry.cli.CommandFailure;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedServerException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that measures on a broker of its own. */
abstract class KafkaMeasurement implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws InterruptedException {
    var figures = new Figures();
    figures.put("machine", Environment.machine());
    figures.put("runtime", Environment.runtime());
    figures.put("measurement", spec.name());
    try (var kafka = EmbeddedKafka.create()) {
      kafka.start();
      measure(kafka, figures);
    } catch (EmbeddedServerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    figures.print(spec.commandLine().getOut());
    return 0;
  }

  abstract void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException;
}
