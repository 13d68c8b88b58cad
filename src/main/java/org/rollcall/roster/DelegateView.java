package org.rollcall.roster;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.LogReader.Noted;
import org.rollcall.attendance.Person;

/** A delegate with what happened, oldest first. */
@Schema(name = "Delegate")
record DelegateView(@JsonUnwrapped Card card, boolean withdrawn, List<HistoryItem> history) {
  /** An event of the delegate, with the reason or note given. */
  @Schema(name = "HistoryItem")
  record HistoryItem(@JsonUnwrapped EventJson event, @Nullable String note) {}

  static DelegateView of(Person person, int rollCall, List<Noted> history) {
    return new DelegateView(
        person.card(rollCall),
        person.delegate().withdrawn(),
        history.stream()
            .map(noted -> new HistoryItem(EventJson.of(noted.event()), noted.note()))
            .toList());
  }
}
