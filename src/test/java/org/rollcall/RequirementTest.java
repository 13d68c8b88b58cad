package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequirementTest {
  @Test
  void whatIsMissingSkipsATestAndIsNamed() {
    var result = Requirement.check("docker", false, "");

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("docker is not there");
  }

  @Test
  void whatIsMissingFailsATestWhereItIsRequired() {
    assertThatThrownBy(() -> Requirement.check("browser", false, "docker,browser"))
        .hasMessageContaining("browser");
  }

  @Test
  void whatIsThereLetsATestRun() {
    assertThat(Requirement.check("browser", true, "docker,browser").isDisabled()).isFalse();
  }
}
