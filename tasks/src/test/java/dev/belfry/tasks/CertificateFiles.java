package dev.belfry.tasks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority, and certificates that it signed for the server localhost and for a client, in PEM
 * files that are made by the keytool of the running Java.
 */
record CertificateFiles(
    Path certificate,
    Path serverCertificate,
    Path serverKey,
    Path clientCertificate,
    Path clientKey) {
  private static final String PASSWORD = "changeit";

  static CertificateFiles create(Path directory) throws Exception {
    Path store = directory.resolve("all.p12");
    keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c=ca:true");
    sign(store, "localhost");
    sign(store, "client");
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new CertificateFiles(
        certificate(keys, "ca", directory),
        certificate(keys, "localhost", directory),
        key(keys, "localhost", directory),
        certificate(keys, "client", directory),
        key(keys, "client", directory));
  }

  private static void sign(Path store, String name) throws Exception {
    keytool(
        store,
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:" + name,
        "-signer",
        "ca");
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12", "-validity"));
    command.addAll(List.of("2", "-keystore", store.toString(), "-storepass", PASSWORD));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(store.resolveSibling("log").toFile()))
            .start();
    assertThat(process.waitFor()).as(Files.readString(store.resolveSibling("log"))).isZero();
  }

  private static Path certificate(KeyStore keys, String name, Path directory) throws Exception {
    byte[] content = keys.getCertificate(name).getEncoded();
    return pem(directory.resolve(name + ".crt"), "CERTIFICATE", content);
  }

  private static Path key(KeyStore keys, String name, Path directory) throws Exception {
    byte[] content = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return pem(directory.resolve(name + ".key"), "PRIVATE KEY", content);
  }

  private static Path pem(Path file, String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }
}
