package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final Messages messages = new Messages();

  @Test
  void everyMessageIsThereInBothLanguages() {
    assertThat(messages.keys(Language.VI)).isEqualTo(messages.keys(Language.EN)).isNotEmpty();
  }

  @Test
  void theSameArgumentsStandInBothLanguages() {
    for (var key : messages.keys(Language.VI)) {
      for (int i = 0; i < 5; i++) {
        assertThat(messages.text(Language.VI, key).contains("{" + i + "}"))
            .as(key)
            .isEqualTo(messages.text(Language.EN, key).contains("{" + i + "}"));
      }
    }
  }

  @Test
  void argumentsAreTakenAsTheyAre() {
    assertThat(messages.text(Language.EN, "access.username-taken", "{0} '{1}'"))
        .isEqualTo("There is a user {0} '{1}' already.");
    assertThat(messages.text(Language.VI, "no {9} {x} {0", List.of(7))).isEqualTo("no {9} {x} {0");
  }
}
