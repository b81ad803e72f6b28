package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Speaks HTTP without anybody's help, so that it can say what no client would. */
record RawHttp(int port) {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** An answer; header names are in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** A request being made. */
  static final class Request {
    private final RawHttp http;
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = {};

    private Request(RawHttp http, String line) {
      this.http = http;
      this.line = line;
      headers.put("Host", "localhost:" + http.port);
      headers.put("Connection", "close");
    }

    Request header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Request json(String text) {
      body = text.getBytes(UTF_8);
      return header("Content-Type", "application/json");
    }

    Answer send() throws IOException {
      if (body.length > 0) {
        headers.putIfAbsent("Content-Length", String.valueOf(body.length));
      }
      var text = new StringBuilder(line).append(" HTTP/1.1\r\n");
      headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
      text.append("\r\n");
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), http.port)) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text.toString().getBytes(UTF_8));
        try {
          socket.getOutputStream().write(body);
          socket.getOutputStream().flush();
        } catch (IOException e) {
          // Who is told that a body is too large may be told before it is all there.
        }
        return parse(readAll(socket.getInputStream()));
      }
    }

    private static byte[] readAll(InputStream in) throws IOException {
      var all = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      try {
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
          all.write(part, 0, read);
        }
      } catch (IOException e) {
        if (all.size() == 0) {
          throw e;
        }
      }
      return all.toByteArray();
    }

    private static Answer parse(byte[] bytes) {
      String text = new String(bytes, UTF_8);
      int end = text.indexOf("\r\n\r\n");
      String[] lines = text.substring(0, end).split("\r\n", -1);
      Map<String, String> headers = new LinkedHashMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
      return new Answer(
          Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }
  }

  Request get(String path) {
    return new Request(this, "GET " + path);
  }

  Request post(String path) {
    return new Request(this, "POST " + path).header("Content-Length", "0");
  }

  Request post(String path, String json) {
    return new Request(this, "POST " + path).json(json);
  }

  Request method(String method, String path) {
    return new Request(this, method + " " + path);
  }
}
