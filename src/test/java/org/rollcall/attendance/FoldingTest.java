package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
  @ParameterizedTest
  @CsvSource({
    "Nguyễn Văn Đức, nguyen van duc",
    "'  Đảng bộ   xã Gia Cát ', dang bo xa gia cat",
    "DB-0147, db 0147",
    "'Phó Bí thư (Thường trực)', pho bi thu thuong truc",
    "ĐỖ, do",
    "İstanbul, istanbul",
    "'--', ''"
  })
  void textIsFoldedToPlainWords(String text, String folded) {
    assertThat(Folding.fold(text)).isEqualTo(folded);
    assertThat(Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nguyen duc",
        "Đức nguyễn",
        "DUC NG",
        "db-0147",
        "0147",
        "db0147",
        "gia",
        "BI THU"
      })
  void aDelegateIsFoundByAnyPrefixesOfItsWords(String query) {
    assertThat(found(query)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guyen", "nguyen binh", "147", "ucd"})
  void butNotByWhatStandsInsideAWord(String query) {
    assertThat(found(query)).isFalse();
  }

  @Test
  void anEmptyQueryFindsEveryone() {
    assertThat(found(" ")).isTrue();
  }

  private static boolean found(String query) {
    Person person =
        new Person(
            new Delegate(
                "DB-0147",
                "Nguyễn Văn Đức",
                "Bí thư",
                "Xã Gia Cát",
                "CL-07",
                Delegate.Kind.ROSTER,
                null,
                false),
            1);
    return person.matches(
        Arrays.stream(Folding.fold(query).split(" ")).filter(word -> !word.isEmpty()).toList());
  }
}
