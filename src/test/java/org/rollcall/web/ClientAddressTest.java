package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private final ClientAddress addresses =
      new ClientAddress(new WebSettings(null, List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8")));

  @Test
  void withoutATrustedProxyTheHeaderIsNotBelieved() {
    assertThat(seen("203.0.113.9", "1.2.3.4")).isEqualTo("203.0.113.9");
  }

  @Test
  void aTrustedProxyTellsTheClient() {
    assertThat(seen("10.1.2.3", "1.2.3.4")).isEqualTo("1.2.3.4");
    assertThat(seen("192.168.1.7", "1.2.3.4")).isEqualTo("1.2.3.4");
    assertThat(seen("192.168.1.8", "1.2.3.4")).isEqualTo("192.168.1.8");
    assertThat(seen("fd00:0:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:5"))
        .isEqualTo("2001:db8:0:0:0:0:0:5");
  }

  @Test
  void whatStandsLeftOfAnUntrustedAddressIsNotBelieved() {
    assertThat(seen("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2")).isEqualTo("1.2.3.4");
    assertThat(seen("10.0.0.1", "6.6.6.6", "1.2.3.4")).isEqualTo("1.2.3.4");
  }

  @Test
  void anUnreadableEntryEndsTheReading() {
    assertThat(seen("10.0.0.1", "1.2.3.4, unknown, 10.0.0.2")).isEqualTo("10.0.0.2");
    assertThat(seen("10.0.0.1", "example.org")).isEqualTo("10.0.0.1");
  }

  @Test
  void aNetworkThatIsNoneIsRefusedAtTheStart() {
    for (var wrong :
        List.of("10.0.0.0/33", "proxy.example.org", "10.0.0.0/x", "::/129", "300.1.1.1")) {
      assertThatThrownBy(() -> new WebSettings(null, List.of(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String seen(String peer, String... forwardedFor) {
    return addresses.of(address(peer), List.of(forwardedFor)).getHostAddress();
  }

  private static InetAddress address(String text) {
    return Network.address(text);
  }
}
