package dev.belfry.messaging.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts, one per operation; the file of the same name says what it does. */
enum Script {
  CANCEL,
  CLAIM,
  FAIL,
  FINISH,
  NOTE,
  RENEW;

  private static final String RECORD = "--! include record";

  private final String text;
  private final String digest;

  Script() {
    text = read(name().toLowerCase(Locale.ROOT)).replace(RECORD, read("lib/record"));
    digest = digest(text);
  }

  String text() {
    return text;
  }

  String digest() {
    return digest;
  }

  private static String digest(String text) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static String read(String name) {
    try (var in = Script.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("the script " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the script " + name, e);
    }
  }
}
