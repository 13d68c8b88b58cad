package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.people;
import static org.rollcall.pages.CheckInScreen.search;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;

/**
 * How long it takes from a key in the search to the list drawn anew, with a roster of 30 and of
 * 3,000 names, at full speed and on a CPU made six times slower, as a cheap phone's is.
 *
 * <p>{@code mvn -Pbench verify -Dit.test=SearchBenchmark}
 */
@RequiresBrowser
class SearchBenchmark {
  private static final List<String> FAMILY =
      List.of(
          "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Lộc", "Nông", "Hứa", "Đặng", "Bế", "Mã");
  private static final List<String> MIDDLE =
      List.of("Văn", "Thị", "Đức", "Quang", "Minh", "Thu", "Thúy", "Xuân", "Hữu", "Công");
  private static final List<String> GIVEN =
      List.of(
          "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hạnh", "Hương", "Khánh", "Lan", "Long",
          "Mai", "Nam", "Ngân", "Oanh", "Phúc", "Quyên", "Sơn", "Thắng", "Ước", "Vinh", "Yến");
  private static final List<String> QUERIES =
      List.of("nguyen", "dat le", "DB-0147", "hanh thi tran", "uoc", "chi bo 12", "khong ai ca");

  /**
   * Types a query key by key; answers for each key the milliseconds until the frame after it is
   * drawn.
   */
  private static final String TYPE =
      """
      async query => {
        const input = document.getElementById('search');
        const took = [];
        for (let i = 1; i <= query.length; i++) {
          const began = performance.now();
          input.value = query.slice(0, i);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          await document.querySelector('checkin-screen').updateComplete;
          document.body.getBoundingClientRect();
          took.push(performance.now() - began);
          await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
        }
        return took;
      }\
      """;

  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void fromKeyToList() {
    System.out.printf(
        Locale.ROOT, "%8s %10s %10s %10s %10s%n", "names", "CPU", "p50 ms", "p95 ms", "max ms");
    for (int names : new int[] {30, 3000}) {
      Gathering gathering = Gathering.prepared(server);
      gathering.api().importDelegates(gathering.id(), roster(names));
      gathering.api().openConference(gathering.id());
      BrowserContext phone = server.phone();
      Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
      search(page).fill("DB-0001");
      people(page).first().waitFor();
      for (int slower : new int[] {1, 6}) {
        var rate = new JsonObject();
        rate.addProperty("rate", slower);
        phone.newCDPSession(page).send("Emulation.setCPUThrottlingRate", rate);
        report(page, names, slower);
      }
    }
  }

  private static void report(Page page, int names, int slower) {
    double[] took =
        QUERIES.stream()
            .flatMap(query -> ((List<?>) page.evaluate(TYPE, query)).stream())
            .mapToDouble(one -> ((Number) one).doubleValue())
            .sorted()
            .toArray();
    assertThat(took).hasSizeGreaterThan(40);
    System.out.printf(
        Locale.ROOT,
        "%8d %10s %10.1f %10.1f %10.1f%n",
        names,
        "1/" + slower,
        took[took.length / 2],
        took[took.length * 95 / 100],
        took[took.length - 1]);
  }

  private static String roster(int names) {
    RandomGenerator random = new Random(2020);
    var csv = new StringBuilder("code,full_name,title,organisation,site_code\n");
    for (int i = 1; i <= names; i++) {
      csv.append(
          "DB-%04d,%s %s %s,Đảng viên,Chi bộ %d,CL-07%n"
              .formatted(
                  i, pick(FAMILY, random), pick(MIDDLE, random), pick(GIVEN, random), i % 40));
    }
    return csv.toString();
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
