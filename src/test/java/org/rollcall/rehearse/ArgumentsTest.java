package org.rollcall.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("ROLLCALL_ADMIN_PASSWORD", "điểm-danh");

  @Test
  void withoutAnyADistrictIsRehearsedOnThisMachine() {
    Arguments arguments = of();

    assertThat(arguments.sites()).isEqualTo(24);
    assertThat(arguments.delegates()).isEqualTo(480);
    assertThat(arguments.sockets()).isEqualTo(24);
    assertThat(arguments.length()).isEqualTo(Duration.ofMinutes(1));
    assertThat(arguments.server()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(arguments.user()).isEqualTo("admin");
    assertThat(arguments.password()).isEqualTo("điểm-danh");
    assertThat(arguments.conference()).isNull();
    assertThat(arguments.report()).isNull();
  }

  @Test
  void theNationIsUnderstood() {
    Arguments arguments =
        of(
            "--sites=37000",
            "--delegates=1900000",
            "--rate=2000",
            "--sockets=20000",
            "--minutes=0.5",
            "--ramp=30",
            "--seed=7",
            "--chunk=60000",
            "--imports=2",
            "--conference=12",
            "--user=tong-duyet",
            "--server=http://localhost:18080");

    assertThat(arguments.sites()).isEqualTo(37_000);
    assertThat(arguments.delegates()).isEqualTo(1_900_000);
    assertThat(arguments.rate()).isEqualTo(2_000);
    assertThat(arguments.sockets()).isEqualTo(20_000);
    assertThat(arguments.length()).isEqualTo(Duration.ofSeconds(30));
    assertThat(arguments.ramp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(arguments.seed()).isEqualTo(7);
    assertThat(arguments.chunk()).isEqualTo(60_000);
    assertThat(arguments.imports()).isEqualTo(2);
    assertThat(arguments.conference()).isEqualTo(12);
    assertThat(arguments.user()).isEqualTo("tong-duyet");
    assertThat(arguments.port()).isEqualTo(18_080);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sites=1",
        "--sites=x",
        "--delegates=0",
        "--rate=0",
        "--rate=2e3",
        "--sockets=-1",
        "--minutes=0",
        "--minutes=601",
        "--minutes=NaN",
        "--server=mysql://127.0.0.1",
        "--server=http://127.0.0.1/api",
        "--server=not an address",
        "--report=/no/such/folder/report.md",
        "--sockets",
        "--speed=5",
        "sites=5"
      })
  void whatIsWrongIsNamed(String argument) {
    assertThatThrownBy(() -> of(argument))
        .isInstanceOf(WrongArguments.class)
        .hasMessageContaining(argument);
  }

  @Test
  void anotherMachineIsFilledOnlyIfItIsOnesOwn() {
    assertThatThrownBy(() -> of("--server=http://192.0.2.7:8080"))
        .isInstanceOf(WrongArguments.class)
        .hasMessageContaining("--i-own-this-server");
    assertThat(of("--server=http://192.0.2.7:8080", "--i-own-this-server").server().getHost())
        .isEqualTo("192.0.2.7");
  }

  @Test
  void thePasswordComesFromTheEnvironment() {
    assertThatThrownBy(() -> Arguments.of(List.of(), Map.of()))
        .isInstanceOf(WrongArguments.class)
        .hasMessageContaining("ROLLCALL_ADMIN_PASSWORD");
  }

  @Test
  void wrongArgumentsEndWithTwoAndOneLine() {
    var errors = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();

    int code =
        Rehearse.run(
            List.of("--sites=1"), ENVIRONMENT, new PrintStream(out), new PrintStream(errors));

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Rollcall does not rehearse: --sites=1");
    assertThat(out.size()).isZero();
  }

  private static Arguments of(String... arguments) {
    return Arguments.of(List.of(arguments), ENVIRONMENT);
  }
}
