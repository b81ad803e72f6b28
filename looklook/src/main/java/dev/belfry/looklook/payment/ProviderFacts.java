package dev.belfry.looklook.payment;

/**
 * What a provider said about a payment; all texts are empty before it said anything.
 *
 * @param state in the provider's own word
 * @param transactionId the provider's number
 */
record ProviderFacts(String state, String transactionId, String tradeType, String description) {

  /** The width of the column. */
  private static final int MAX_DESCRIPTION = 256;

  ProviderFacts {
    description = description.substring(0, Math.min(description.length(), MAX_DESCRIPTION));
  }

  static final ProviderFacts NONE = new ProviderFacts("", "", "", "");

  /** These facts, and for each empty one what {@code earlier} says. */
  ProviderFacts orElse(ProviderFacts earlier) {
    return new ProviderFacts(
        first(state, earlier.state),
        first(transactionId, earlier.transactionId),
        first(tradeType, earlier.tradeType),
        first(description, earlier.description));
  }

  private static String first(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
