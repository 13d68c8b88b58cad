package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "null | VI",
        "'' | VI",
        "vi | VI",
        "en | EN",
        "en-US,en;q=0.9 | EN",
        "vi-VN, en;q=0.5 | VI",
        "en;q=0.4, vi;q=0.8 | VI",
        "de, fr | VI",
        "fr, en;q=0.1 | EN",
        "* | VI",
        ";;q=x | VI"
      })
  void theHeaderDecidesAndVietnameseIsTheDefault(String header, Language language) {
    assertThat(Language.preferred(header)).isEqualTo(language);
  }
}
