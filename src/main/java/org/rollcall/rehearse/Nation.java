package org.rollcall.rehearse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A made-up conference: a tree of sites, and the delegates of each. The same for the same size and
 * seed, and small in memory: a delegate is a number, and what is written of him is made up of it.
 *
 * <p>Sites are numbered from the root down, each before those below it and these in one row;
 * delegates in the order of their sites. Does not change once made.
 */
final class Nation {
  static final int ROOT = 0;

  private static final String DELEGATE = "DB-";
  private static final int DIGITS = 7;

  private final long seed;
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] end;
  private final int[] firstDelegate;

  /**
   * A connection point.
   *
   * @param parent the number of the site above it, -1 of the root
   * @param level 0 of the root
   */
  record Site(String code, String name, int parent, int level) {}

  /** A row of the roster. */
  record Delegate(String code, String fullName, String title, String organisation) {}

  private Nation(int sites, int delegates, long seed) {
    this.seed = seed;
    var random = new SplittableRandom(seed);
    this.sites.add(new Site("ĐC", "Điểm cầu chính", -1, 0));
    grow(sites - 1, random);
    for (int i = 0; i < sites; i++) {
      numbers.put(this.sites.get(i).code(), i);
    }
    end = new int[sites];
    for (int i = sites - 1; i >= 0; i--) {
      end[i] = Math.max(end[i], i + 1);
      int parent = this.sites.get(i).parent();
      if (parent >= 0) {
        end[parent] = Math.max(end[parent], end[i]);
      }
    }
    firstDelegate = new int[sites + 1];
    int least = delegates >= sites ? 1 : 0;
    int[] more = shares(delegates - least * sites, weights(random));
    for (int i = 0; i < sites; i++) {
      firstDelegate[i + 1] = firstDelegate[i] + least + more[i];
    }
  }

  /**
   * Makes one.
   *
   * @param sites at least 2
   * @param delegates at least 1
   */
  static Nation of(int sites, int delegates, long seed) {
    return new Nation(sites, delegates, seed);
  }

  // ---- the tree

  /** What is below the root: halls of a district, communes of a province or city, a nation. */
  private void grow(int below, SplittableRandom random) {
    if (below < 60) {
      for (int i = 0; i < below; i++) {
        sites.add(new Site(code("D", 2, i), "Xã " + Vocabulary.commune(i), ROOT, 1));
      }
    } else if (below < 5_000) {
      // a province's communes have two points each besides their own, a city's wards a dozen
      communes(ROOT, "", below, below < 1_000 ? below / 3 : below / 13, random);
    } else {
      int provinces = Vocabulary.provinces();
      int[] sizes = shares(below - 2 * provinces, skewed(provinces, random));
      for (int i = 0; i < provinces; i++) {
        int size = sizes[i] + 1;
        String code = code("T", 2, i);
        sites.add(new Site(code, Vocabulary.province(i), ROOT, 1));
        communes(sites.size() - 1, code + ".", size, Math.max(1, size / 11), random);
      }
    }
  }

  private void communes(
      int parent, String prefix, int size, int communes, SplittableRandom random) {
    int[] points = shares(size - communes, skewed(communes, random));
    int level = sites.get(parent).level() + 1;
    for (int i = 0; i < communes; i++) {
      String code = prefix + code("X", 3, i);
      String commune = "Xã " + Vocabulary.commune(i);
      sites.add(new Site(code, commune, parent, level));
      int at = sites.size() - 1;
      for (int j = 0; j < points[i]; j++) {
        String name = Vocabulary.venue(j) + ", " + commune;
        sites.add(new Site(code + "." + code("", 2, j), name, at, level + 1));
      }
    }
  }

  private static String code(String letter, int digits, int n) {
    return String.format(Locale.ROOT, "%s%0" + digits + "d", letter, n + 1);
  }

  private static double[] skewed(int n, SplittableRandom random) {
    return IntStream.range(0, n).mapToDouble(i -> 0.5 + random.nextDouble()).toArray();
  }

  /** Main halls are large, and among the others a few are several times as large as most. */
  private double[] weights(SplittableRandom random) {
    boolean deep = sites.getLast().level() > 1;
    return sites.stream()
        .mapToDouble(site -> {
          double hall = site.level() == 0 ? 4 : site.level() == 1 && deep ? 2.5 : 1;
          double u = random.nextDouble();
          return hall * (0.4 + 0.6 * u + 2 * Math.pow(u, 12));
        })
        .toArray();
  }

  /** Shares a number out by weights, to the last one. */
  static int[] shares(int total, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    int[] shares = new int[weights.length];
    double[] rest = new double[weights.length];
    int given = 0;
    for (int i = 0; i < weights.length; i++) {
      double exact = total * weights[i] / sum;
      shares[i] = (int) exact;
      rest[i] = exact - shares[i];
      given += shares[i];
    }
    int[] byRest =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -rest[i]).thenComparing(i -> i))
            .mapToInt(i -> i)
            .toArray();
    for (int i = 0; given < total; i++) {
      shares[byRest[i % byRest.length]]++;
      given++;
    }
    return shares;
  }

  // ---- what it is asked

  int sites() {
    return sites.size();
  }

  int delegates() {
    return firstDelegate[sites.size()];
  }

  Site site(int number) {
    return sites.get(number);
  }

  /** The number of a site, by its code; -1 where there is none. */
  int site(String code) {
    return numbers.getOrDefault(code, -1);
  }

  /** The number after the last of those below a site. */
  int end(int site) {
    return end[site];
  }

  boolean isBelow(int site, int top) {
    return site >= top && site < end[top];
  }

  List<Integer> children(int site) {
    var children = new ArrayList<Integer>();
    for (int i = site + 1; i < end[site]; i = end[i]) {
      children.add(i);
    }
    return children;
  }

  /** The number of the first of a site's delegates; that of the next site ends them. */
  int firstDelegate(int site) {
    return firstDelegate[site];
  }

  int delegatesOf(int site) {
    return firstDelegate[site + 1] - firstDelegate[site];
  }

  int home(int delegate) {
    int at = Arrays.binarySearch(firstDelegate, delegate);
    if (at < 0) {
      return -at - 2;
    }
    while (at + 1 < sites.size() && firstDelegate[at + 1] == delegate) {
      at++;
    }
    return at;
  }

  static String delegateCode(int delegate) {
    String number = Integer.toString(delegate + 1);
    return DELEGATE + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
  }

  /** The number of a delegate, by his code; -1 where there is none. */
  int delegate(String code) {
    if (!code.startsWith(DELEGATE)) {
      return -1;
    }
    try {
      int number = Integer.parseInt(code.substring(DELEGATE.length())) - 1;
      return number >= 0 && number < delegates() ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** What the roster says of a delegate who is at home at a site. */
  Delegate delegate(int number, int home) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    Site site = sites.get(home);
    String organisation =
        delegatesOf(home) > 25
            ? "Chi bộ " + (1 + random.nextInt(3)) + ", " + site.name()
            : "Chi bộ " + site.name();
    return new Delegate(
        delegateCode(number), Vocabulary.person(random), Vocabulary.title(random), organisation);
  }
}
