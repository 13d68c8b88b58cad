package org.rollcall.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Who arrives when, and what happens besides: made up of a seed, the same for the same seed. As
 * many walk-ins and substitutes come as delegates stay away, so that in the end as many people are
 * present as were invited.
 */
final class Script {
  /** Two communes in the hills, where the line is poor. */
  static final String LONG_CUT = "CL-13";

  static final String SHORT_CUT = "CL-18";

  private static final double LAST_ARRIVAL = 0.93;
  private static final List<String> REASONS =
      List.of("Đi công tác tỉnh", "Ốm", "Họp tại Sở", "Việc gia đình");
  private static final List<String> FAMILY =
      List.of("Nguyễn", "Hoàng", "Nông", "Vi", "Triệu", "Lý");
  private static final List<String> MIDDLE = List.of("Văn", "Thị", "Đức", "Minh", "Thanh");
  private static final List<String> GIVEN =
      List.of("Bình", "Duyên", "Hải", "Khánh", "Ngân", "Quý", "Thắm", "Vượng");

  private final Random random;
  private final List<Hall> halls;
  private final List<Guest> guests;
  private final Map<String, Double> buses = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Script(Sample sample, long seed) {
    this.random = new Random(seed);
    this.halls = sample.halls();
    this.guests = sample.guests();
    halls.forEach(hall -> buses.put(hall.code(), 0.58 + 0.26 * random.nextDouble()));
  }

  /** The steps of each site, in the order of their time. */
  static Map<String, List<Step>> of(Sample sample, long seed) {
    return new Script(sample, seed)
        .written().stream()
            .sorted(Comparator.comparingDouble(Step::at).thenComparingInt(Step::number))
            .collect(Collectors.groupingBy(Step::site));
  }

  private List<Step> written() {
    Deque<Guest> chosen = shuffledOfSteadySites();
    var special = new ArrayList<Guest>();
    for (int i = 0; i < 5; i++) {
      excuse(take(chosen, special));
    }
    Guest comesAfterAll = take(chosen, special);
    then(excuse(comesAfterAll), 0.45, comesAfterAll.site(), new Act.Arrive(comesAfterAll));
    for (int i = 0; i < 2; i++) {
      Guest guest = take(chosen, special);
      add(0.95 + 0.02 * random.nextDouble(), guest.site(), new Act.Miss(guest));
    }
    for (int i = 0; i < 2; i++) {
      Guest guest = take(chosen, special);
      add(
          arrival(guest.site()),
          guest.site(),
          new Act.Substitute(guest, name(), "Cử người dự thay"));
    }
    Guest leaves = take(chosen, special);
    then(arrive(leaves), 0.04, leaves.site(), new Act.Leave(leaves));
    for (int i = 0; i < 7; i++) {
      Guest guest = take(chosen, special);
      then(arrive(guest), 0.01, guest.site(), new Act.ScanTwice(guest));
    }
    for (int i = 0; i < 3; i++) {
      Guest guest = take(chosen, special);
      String door = otherThan(guest);
      Step sentOn = add(arrival(door) - 0.05, door, new Act.SendOn(guest));
      then(sentOn, 0.04, guest.site(), new Act.Arrive(guest));
    }
    for (int i = 0; i < 2; i++) {
      Guest guest = take(chosen, special);
      String door = otherThan(guest);
      add(arrival(door), door, new Act.LetStay(guest));
    }
    for (int i = 0; i < 2; i++) {
      Guest guest = take(chosen, special);
      then(arrive(guest), 0.04, otherThan(guest), new Act.Move(guest));
    }
    for (int i = 0; i < 3; i++) {
      Guest guest = take(chosen, special);
      Step slip = add(arrival(guest.site()) - 0.05, guest.site(), new Act.Slip(guest));
      then(slip, 0.05, guest.site(), new Act.Arrive(guest));
    }
    for (int i = 0; i < 2; i++) {
      Guest guest = take(chosen, special);
      add(arrival(guest.site()), guest.site(), new Act.LoseAnswer(guest));
    }
    walkIns(chosen.getFirst());
    guests.stream().filter(guest -> !special.contains(guest)).forEach(guest -> arrive(guest));
    linesAndReports();
    return steps;
  }

  /** Eight, one of whom has the name of somebody on the site's own list. */
  private void walkIns(Guest namesake) {
    for (int i = 0; i < 7; i++) {
      String site = otherThan(namesake);
      add(arrival(site), site, new Act.WalkIn(name(), "Trưởng thôn", "Khách mời địa phương"));
    }
    String site = namesake.site();
    add(arrival(site), site, new Act.WalkIn(namesake.fullName(), "Bí thư chi bộ", "Khách mời"));
  }

  private void linesAndReports() {
    add(0.45, LONG_CUT, new Act.LoseLine());
    add(0.85, LONG_CUT, new Act.RegainLine());
    add(0.70, SHORT_CUT, new Act.LoseLine());
    add(0.78, SHORT_CUT, new Act.RegainLine());
    for (Hall hall : halls.subList(0, 4)) {
      add(0.75 + 0.03 * random.nextDouble(), hall.code(), new Act.Report("Đang tiếp tục đến"));
    }
    for (Hall hall : halls) {
      add(0.98 + 0.02 * random.nextDouble(), hall.code(), new Act.Report("Đã đủ"));
    }
  }

  private Step excuse(Guest guest) {
    String reason = REASONS.get(random.nextInt(REASONS.size()));
    return add(0.01 + 0.3 * random.nextDouble(), guest.site(), new Act.Excuse(guest, reason));
  }

  private Step arrive(Guest guest) {
    return add(arrival(guest.site()), guest.site(), new Act.Arrive(guest));
  }

  private Step add(double at, String site, Act act) {
    var step = new Step(steps.size(), Math.max(0.01, at), site, act, -1);
    steps.add(step);
    return step;
  }

  private void then(Step first, double later, String site, Act act) {
    steps.add(new Step(steps.size(), first.at() + later, site, act, first.number()));
  }

  /** Few come early, most in a wave before the opening, and a third out of the site's one bus. */
  private double arrival(String site) {
    double kind = random.nextDouble();
    double at;
    if (kind < 0.08) {
      at = 0.03 + 0.42 * random.nextDouble();
    } else if (kind < 0.38) {
      at = buses.getOrDefault(site, 0.7) + 0.012 * random.nextGaussian();
    } else {
      double u = Math.min(0.999, Math.max(0.001, random.nextDouble()));
      at = 0.69 + 0.07 * Math.log(u / (1 - u));
    }
    return Math.min(LAST_ARRIVAL - 0.06 * random.nextDouble(), Math.max(0.02, at));
  }

  private Deque<Guest> shuffledOfSteadySites() {
    var shuffled = new ArrayList<Guest>();
    guests.stream().filter(guest -> isSteady(guest.site())).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);
    return new ArrayDeque<>(shuffled);
  }

  private static Guest take(Deque<Guest> chosen, List<Guest> special) {
    Guest guest = chosen.removeFirst();
    special.add(guest);
    return guest;
  }

  private String otherThan(Guest guest) {
    while (true) {
      String site = halls.get(random.nextInt(halls.size())).code();
      if (!site.equals(guest.site()) && isSteady(site)) {
        return site;
      }
    }
  }

  private static boolean isSteady(String site) {
    return !site.equals(LONG_CUT) && !site.equals(SHORT_CUT);
  }

  private String name() {
    return pick(FAMILY) + " " + pick(MIDDLE) + " " + pick(GIVEN);
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
