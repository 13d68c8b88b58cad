package org.rollcall.attendance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rollcall.headcount.Figures;

/** The domain's figures, counted anew from where everyone stands: slow, plain, and not shared. */
public final class Recount {
  private Recount() {}

  /** Who someone is, and where that person stands. */
  private record Stand(Delegate who, Standing where) {
    boolean expected() {
      return who.kind() == Delegate.Kind.ROSTER && !who.withdrawn() && who.homeSite() != null;
    }

    boolean present() {
      return where.state() == State.PRESENT;
    }
  }

  /** The figures of every site in a roll call, as the register has it now. */
  public static Map<String, Figures> of(Register register, int rollCall) {
    List<Stand> all =
        register.people().stream()
            .map(person -> new Stand(person.delegate(), person.standing(rollCall)))
            .toList();
    Map<String, Figures> figures = new TreeMap<>();
    register.sites().all().forEach(site -> figures.put(site.code(), of(site.code(), all)));
    return figures;
  }

  private static Figures of(String site, Collection<Stand> all) {
    Predicate<Stand> home = s -> s.expected() && site.equals(s.who().homeSite());
    Predicate<Stand> here = s -> s.present() && site.equals(s.where().site());
    Predicate<Stand> substitute = s -> s.who().kind() == Delegate.Kind.SUBSTITUTE;
    return new Figures(
        count(all, home),
        count(all, here),
        count(all, home.and(here)),
        count(all, here.and(Stand::expected).and(home.negate())),
        count(all, here.and(s -> !s.expected()).and(substitute.negate())),
        count(all, here.and(s -> !s.expected()).and(substitute)),
        count(all, home.and(Stand::present).and(here.negate())),
        count(all, home.and(in(State.LEFT))),
        count(all, home.and(in(State.EXCUSED))),
        count(all, home.and(in(State.ABSENT))),
        count(all, home.and(in(State.SUBSTITUTED))),
        count(all, home.and(in(State.AWAITED))));
  }

  private static Predicate<Stand> in(State state) {
    return s -> s.where().state() == state;
  }

  private static int count(Collection<Stand> all, Predicate<Stand> which) {
    return (int) all.stream().filter(which).count();
  }

  public static Figures sum(Collection<Figures> all) {
    Figures sum = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    for (Figures f : all) {
      sum =
          new Figures(
              sum.expected() + f.expected(),
              sum.present() + f.present(),
              sum.own() + f.own(),
              sum.visitors() + f.visitors(),
              sum.walkIns() + f.walkIns(),
              sum.substitutes() + f.substitutes(),
              sum.presentElsewhere() + f.presentElsewhere(),
              sum.left() + f.left(),
              sum.excused() + f.excused(),
              sum.absent() + f.absent(),
              sum.substituted() + f.substituted(),
              sum.awaited() + f.awaited());
    }
    return sum;
  }
}
