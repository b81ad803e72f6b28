package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void repeatedName_givesTheLastValueAndKeepsAll() {
    var headers = Headers.none().with("a", "1").with("b", "2").with("a", "3");

    assertThat(headers.text("a")).contains("3");
    assertThat(headers.text("c")).isEmpty();
    assertThat(headers.names()).containsExactly("a", "b");
    var all = new ArrayList<String>();
    headers.forEach((name, value) -> all.add(name + value.length));
    assertThat(all).containsExactly("a1", "b1", "a1");
  }

  @Test
  void bytesThatAreNoUtf8_areReadableAsText() {
    var headers = Headers.none().with("raw", new byte[] {(byte) 0xff, 'x'});

    assertThat(headers.text("raw")).contains("\ufffdx");
    assertThat(headers.bytes("raw").orElseThrow()).containsExactly(0xff, 'x');
  }
}
