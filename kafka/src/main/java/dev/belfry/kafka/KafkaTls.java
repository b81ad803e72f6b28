package dev.belfry.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the brokers. Their certificates and host names are always verified. Immutable.
 *
 * @param caFile a PEM file with the certificates of the authorities to trust; null for those that
 *     Java trusts
 * @param clientFile a PEM file with this client's private key (PKCS#8, not encrypted) and its chain
 *     of certificates, for brokers that ask for one; null for none
 */
public record KafkaTls(@Nullable Path caFile, @Nullable Path clientFile) {

  /** TLS with brokers whose certificate an authority has signed that Java trusts. */
  public static KafkaTls standard() {
    return new KafkaTls(null, null);
  }

  /** TLS with brokers whose certificate is signed by an authority of a PEM file. */
  public static KafkaTls trusting(Path caFile) {
    return new KafkaTls(caFile, null);
  }

  /** This, with a certificate that the client shows. */
  public KafkaTls presenting(Path clientFile) {
    return new KafkaTls(caFile, clientFile);
  }
}
