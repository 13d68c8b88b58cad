package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {
  private final List<Integer> all = IntStream.range(0, 250).boxed().toList();

  @Test
  void aPageIsThatPartOfTheListWithTheTotal() {
    assertThat(new Page(2, 100).of(all).items()).hasSize(50).startsWith(200);
    assertThat(new Page(2, 100).of(all).total()).isEqualTo(250);
  }

  @Test
  void aPageBeyondTheEndIsEmpty() {
    assertThat(new Page(Integer.MAX_VALUE, 1000).of(all).items()).isEmpty();
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new Page(-1, 100)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new Page(0, 0)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new Page(0, 1001)).isInstanceOf(Problem.class);
    assertThat(new Page(0, 1000).size()).isEqualTo(1000);
  }
}
