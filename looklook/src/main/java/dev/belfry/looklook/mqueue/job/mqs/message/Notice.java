package dev.belfry.looklook.mqueue.job.mqs.message;

import java.util.Map;

/**
 * A text for a person, as the mini program shows it. Immutable.
 *
 * @param about the number of the order it is about
 * @param template the provider's template
 * @param fields what goes into the template's fields
 */
public record Notice(String about, String template, Map<String, String> fields) {
  public Notice {
    fields = Map.copyOf(fields);
  }
}
