package org.rollcall.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationTest {
  private static final long SEED = 2026;
  private static final int MOST_LEVELS = 8;

  @ParameterizedTest
  @CsvSource({
    "2, 1, 1",
    "24, 495, 1",
    "390, 6900, 2",
    "2212, 94938, 2",
    "37000, 1900000, 3",
    "37000, 20000, 3"
  })
  void sitesAndDelegatesAreAsManyAsAskedForAndFormATree(int sites, int delegates, int depth) {
    Nation nation = Nation.of(sites, delegates, SEED);

    assertThat(nation.sites()).isEqualTo(sites);
    assertThat(nation.delegates()).isEqualTo(delegates);
    assertThat(IntStream.range(0, sites).map(nation::delegatesOf).sum()).isEqualTo(delegates);
    assertThat(nation.end(Nation.ROOT)).isEqualTo(sites);
    var codes = new HashSet<String>();
    int deepest = 0;
    for (int i = 0; i < sites; i++) {
      Nation.Site site = nation.site(i);
      codes.add(site.code());
      deepest = Math.max(deepest, site.level());
      boolean root = site.parent() < 0;
      if (root != (i == Nation.ROOT)
          || (!root && nation.site(site.parent()).level() != site.level() - 1)
          || (!root && !nation.isBelow(i, site.parent()))) {
        throw new AssertionError(site.toString());
      }
    }
    assertThat(codes).hasSize(sites);
    assertThat(deepest).isEqualTo(depth).isLessThan(MOST_LEVELS);
  }

  @Test
  void aNationHasItsProvincesAndEachFitsOnABoard() {
    Nation nation = Nation.of(37_000, 1_900_000, SEED);

    List<Integer> provinces = nation.children(Nation.ROOT);
    assertThat(provinces).hasSize(34).contains(nation.site("T01"));
    assertThat(provinces).allSatisfy(p -> assertThat(nation.end(p) - p).isBetween(300, 2_500));
  }

  @Test
  void aDelegateHasOneHome() {
    for (int delegates : new int[] {5, 24, 495}) {
      Nation nation = Nation.of(24, delegates, SEED);
      for (int site = 0; site < nation.sites(); site++) {
        for (int i = 0; i < nation.delegatesOf(site); i++) {
          assertThat(nation.home(nation.firstDelegate(site) + i)).isEqualTo(site);
        }
      }
    }
  }

  @Test
  void theSameSeedMakesTheSameAndAnotherAnother() {
    assertThat(tables(SEED)).isEqualTo(tables(SEED)).isNotEqualTo(tables(SEED + 1));
  }

  private static String tables(long seed) {
    var tables = new Tables(Nation.of(390, 6_900, seed));
    return tables.sites() + tables.delegates(tables.pieces(10_000).getFirst());
  }

  @Test
  void theTablesAreWellFormedAndHoldEveryRowOnce() {
    Nation nation = Nation.of(390, 6_900, SEED);
    var tables = new Tables(nation);

    List<NamedCsvRecord> sites = rows(tables.sites());
    assertThat(sites).hasSize(390);
    assertThat(sites.getFirst().getField("kind")).isEqualTo("MAIN");
    assertThat(sites.getFirst().getField("parent_code")).isEmpty();
    assertThat(sites.subList(1, 390))
        .allSatisfy(row -> assertThat(nation.site(row.getField("parent_code"))).isNotNegative());

    List<Tables.Piece> pieces = tables.pieces(1_000);
    assertThat(pieces).hasSize(7).allSatisfy(p -> assertThat(p.rows()).isBetween(900, 1_000));
    var delegates = new ArrayList<NamedCsvRecord>();
    pieces.forEach(piece -> delegates.addAll(rows(tables.delegates(piece))));
    assertThat(delegates).hasSize(6_900);
    for (int i = 0; i < delegates.size(); i++) {
      NamedCsvRecord row = delegates.get(i);
      assertThat(nation.delegate(row.getField("code"))).isEqualTo(i);
      assertThat(nation.site(row.getField("site_code"))).isEqualTo(nation.home(i));
      String name = row.getField("full_name");
      assertThat(name.split(" ")).hasSizeBetween(2, 6);
      assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
    }
    assertThat(delegates.stream().map(row -> row.getField("full_name")).distinct().count())
        .isGreaterThan(2_000);
    assertThat(delegates.stream().map(row -> row.getField("organisation")).distinct().count())
        .isGreaterThanOrEqualTo(390);
  }

  @Test
  void codesThatAreNoDelegatesAreNone() {
    Nation nation = Nation.of(24, 495, SEED);

    assertThat(nation.delegate(Nation.delegateCode(494))).isEqualTo(494);
    assertThat(nation.delegate(Nation.delegateCode(495))).isEqualTo(-1);
    assertThat(nation.delegate("~131")).isEqualTo(-1);
    assertThat(nation.delegate("DB-x")).isEqualTo(-1);
    assertThat(nation.site("nowhere")).isEqualTo(-1);
  }

  private static List<NamedCsvRecord> rows(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }
}
