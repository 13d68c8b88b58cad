package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  @ParameterizedTest
  @CsvSource({
    "db-0147, DB-0147",
    "' CL_07.a ', CL_07.A",
    "điểm-1, ĐIỂM-1",
    "会場1, 会場1",
    "ß, SS",
    "~131, ~131"
  })
  void aCodeIsComparedUpperCasedAndStripped(String raw, String canonical) {
    assertThat(Codes.canonical(raw)).contains(canonical);
    assertThat(Codes.canonical(canonical)).contains(canonical);
  }

  @Test
  void aCodeTypedWithLooseAccentsIsTheSame() {
    String loose = Normalizer.normalize("Điểm-Cầu-1", Normalizer.Form.NFD);

    assertThat(Codes.canonical(loose)).isEqualTo(Codes.canonical("ĐIỂM-CẦU-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "~", "A B", "A/B", "A~1", "~~1", "a\u0000", "<b>", "A,B", "😀"})
  void whatIsNoCode(String raw) {
    assertThat(Codes.canonical(raw)).isEmpty();
  }

  @Test
  void aCodeHasAtMostSixtyFourCharacters() {
    assertThat(Codes.canonical("Đ".repeat(64))).isPresent();
    assertThat(Codes.canonical("Đ".repeat(65))).isEmpty();
    assertThat(Codes.canonical("ệ".repeat(64))).isPresent();
    assertThat(Codes.canonical(Normalizer.normalize("ệ".repeat(64), Normalizer.Form.NFD)))
        .isPresent();
    assertThat(Codes.canonical("A".repeat(1_000_000))).isEmpty();
  }

  @Test
  void theServersOwnCodesAreGivenByNobodyElse() {
    assertThat(Codes.given("~131")).isEmpty();
    assertThat(Codes.given("db-1")).contains("DB-1");
    assertThat(Codes.isServers("~131")).isTrue();
    assertThat(Codes.isServers("DB-1")).isFalse();
  }
}
