package org.rollcall.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Folding;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.RollCallRecord;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.State;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/**
 * Which people are asked for.
 *
 * @param site those on its list: home, PRESENT at, LEFT from or made there, and not VOID
 * @param homeSite those of the roster whose home is there, wherever they are, and not withdrawn
 * @param words folded; each is a prefix of some word of name, code, title or organisation
 * @param rollCall in which they stand; a closed one is shown as its last record has it, and null is
 *     the current one
 */
record DelegateSearch(
    @Nullable String site,
    @Nullable String homeSite,
    List<String> words,
    @Nullable State state,
    Delegate.@Nullable Kind kind,
    @Nullable Integer rollCall) {
  static DelegateSearch of(
      @Nullable String site,
      @Nullable String homeSite,
      @Nullable String q,
      @Nullable State state,
      Delegate.@Nullable Kind kind,
      @Nullable Integer rollCall) {
    return new DelegateSearch(site, homeSite, Folding.words(q), state, kind, rollCall);
  }

  /** The people found, by code. */
  Listing<Card> in(Register register, Page page) {
    RollCall asked = rollCall == null ? register.current() : register.rollCall(rollCall);
    if (asked == null) {
      throw Problem.notFound("conference.no-roll-call", rollCall == null ? 0 : rollCall);
    }
    List<RollCallRecord> records = register.records(asked.id());
    return rollCall != null && asked.state() == RollCallState.CLOSED && !records.isEmpty()
        ? page(records.getLast().cards().stream().filter(card -> fits(register, card)), page)
        : now(register, asked.id(), page);
  }

  private Listing<Card> now(Register register, int at, Page page) {
    Predicate<Person> fits =
        person ->
            (site == null || person.isOnListOf(site, at))
                && (homeSite == null || isHome(person.delegate(), homeSite))
                && (kind == null || person.delegate().kind() == kind)
                && (state == null || person.standing(at).state() == state);
    String near = site == null ? homeSite : site;
    if (near == null) {
      Register.Found found = register.find(words, fits, page.offset(), page.size());
      return new Listing<>(
          found.people().stream().map(person -> person.card(at)).toList(), found.total());
    }
    return page(
        register.peopleOf(near).stream()
            .filter(fits.and(person -> person.matches(words)))
            .map(person -> person.card(at)),
        page);
  }

  private static boolean isHome(Delegate delegate, String site) {
    return delegate.kind() == Delegate.Kind.ROSTER
        && !delegate.withdrawn()
        && site.equals(delegate.homeSite());
  }

  private boolean fits(Register register, Card card) {
    return (site == null || isOnList(register, card, site))
        && (homeSite == null
            || card.kind() == Delegate.Kind.ROSTER && homeSite.equals(card.homeSite()))
        && (kind == null || card.kind() == kind)
        && (state == null || card.state() == state)
        && matches(card);
  }

  private static boolean isOnList(Register register, Card card, String site) {
    if (card.state() == State.VOID) {
      return false;
    }
    if (site.equals(card.homeSite()) || site.equals(card.site())) {
      return true;
    }
    Person person = card.kind() == Delegate.Kind.ROSTER ? null : register.person(card.code());
    return person != null && site.equals(person.delegate().madeAt());
  }

  boolean matches(Card card) {
    if (words.isEmpty()) {
      return true;
    }
    String code = Folding.fold(card.code());
    String text =
        String.join(
            " ",
            "",
            Folding.fold(card.fullName()),
            code,
            code.replace(" ", ""),
            card.title() == null ? "" : Folding.fold(card.title()),
            card.organisation() == null ? "" : Folding.fold(card.organisation()));
    return words.stream().allMatch(word -> text.contains(' ' + word));
  }

  private static Listing<Card> page(Stream<Card> found, Page page) {
    List<Card> items = new ArrayList<>();
    long[] total = new long[1];
    found.forEachOrdered(card -> {
      if (total[0] >= page.offset() && items.size() < page.size()) {
        items.add(card);
      }
      total[0]++;
    });
    return new Listing<>(items, total[0]);
  }
}
