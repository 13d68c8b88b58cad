package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Folding;
import org.rollcall.attendance.State;

class DelegateSearchTest {
  private static final Card DUC =
      new Card(
          "DB-0147",
          "Nguyễn Văn Đức",
          "Phó Chủ tịch UBND",
          "Đảng ủy xã Gia Cát",
          "CL-07",
          Delegate.Kind.ROSTER,
          State.AWAITED,
          null,
          null,
          3,
          null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nguyen duc",
        "Đức nguyễn",
        "DUC NG",
        "DB-0147",
        "db0147",
        "0147",
        "gia cat",
        "cát duc",
        "pho chu tich",
        "Nguye\u0302\u0303n",
        "",
        " - "
      })
  void aDelegateIsFoundByNameCodeTitleAndOrganisation(String q) {
    assertThat(search(q).matches(DUC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guyen", "duc thanh", "0148", "CL-07"})
  void everyWordMustBeginSomeWord(String q) {
    assertThat(search(q).matches(DUC)).isFalse();
  }

  @Test
  void wordsAreFolded() {
    assertThat(Folding.words(" Đảng-ủy  XÃ ")).containsExactly("dang", "uy", "xa");
    assertThat(Folding.words(null)).isEmpty();
  }

  private static DelegateSearch search(String q) {
    return DelegateSearch.of(null, null, q, null, null, null);
  }
}
