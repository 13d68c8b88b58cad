package org.rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private final Sample sample = Sample.read();

  @Test
  void theSampleIsOneDistrict() {
    assertThat(sample.halls()).hasSize(24);
    assertThat(sample.halls().getFirst())
        .isEqualTo(new Hall("CL-00", "Hội trường Huyện ủy Cao Lộc"));
    assertThat(sample.guests()).hasSize(495);
  }

  @Test
  void theSameSeedPlaysTheSameConference() {
    assertThat(Script.of(sample, 7)).isEqualTo(Script.of(sample, 7));
    assertThat(Script.of(sample, 7)).isNotEqualTo(Script.of(sample, 8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 2020, -9})
  void asManyPeopleEndUpPresentAsWereInvited(long seed) {
    long present = 0;
    for (Step step : steps(seed)) {
      present +=
          switch (step.act()) {
            case Act.Arrive _, Act.LetStay _, Act.LoseAnswer _, Act.WalkIn _, Act.Substitute _ -> 1;
            case Act.Leave _ -> -1;
            case Act.ScanTwice _, Act.SendOn _, Act.Move _, Act.Slip _ -> 0;
            case Act.Excuse _, Act.Miss _, Act.Report _, Act.LoseLine _, Act.RegainLine _ -> 0;
          };
    }
    assertThat(present).isEqualTo(495);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 2020, -9})
  void noStepWaitsForALaterOne(long seed) {
    Map<Integer, Step> byNumber =
        steps(seed).stream().collect(Collectors.toMap(Step::number, step -> step));
    assertThat(byNumber.values())
        .allSatisfy(step -> assertThat(step.at()).isBetween(0.0, 1.0))
        .filteredOn(step -> step.after() >= 0)
        .allSatisfy(step -> assertThat(byNumber.get(step.after()).at()).isLessThan(step.at()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 2020, -9})
  void nearlyAllArriveShortlyBeforeTheOpening(long seed) {
    var arrivals = steps(seed).stream().filter(step -> step.act() instanceof Act.Arrive).toList();

    assertThat(arrivals).filteredOn(step -> step.at() < 0.5).hasSizeLessThan(90);
    assertThat(arrivals)
        .filteredOn(step -> step.at() > 0.55 && step.at() < 0.9)
        .hasSizeGreaterThan(350);
  }

  @Test
  void aSiteWithoutALineDoesNothingButCheckIn() {
    for (String site : Set.of(Script.LONG_CUT, Script.SHORT_CUT)) {
      var happenings = new HashMap<Class<?>, Long>();
      Script.of(sample, 2020)
          .getOrDefault(site, List.of())
          .forEach(step -> happenings.merge(step.act().getClass(), 1L, Long::sum));

      assertThat(happenings.keySet())
          .containsExactlyInAnyOrder(
              Act.LoseLine.class, Act.RegainLine.class, Act.Arrive.class, Act.Report.class);
    }
  }

  private List<Step> steps(long seed) {
    return Script.of(sample, seed).values().stream().flatMap(List::stream).toList();
  }
}
