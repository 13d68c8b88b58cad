package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.Seeds;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

class WorkbookRowsTest {
  private static final long A_MEGABYTE = 1 << 20;

  private final Faults faults = new Faults(10);
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  @Test
  void aTextIsReadAsItIsAndANumberAsItReads() {
    read(
        Workbooks.with(sheet -> {
          sheet.value(0, 0, "0012");
          sheet.value(0, 1, "Nguyễn Văn Đức 🏛");
          sheet.value(0, 2, 12);
          sheet.value(0, 3, 12.0);
          sheet.value(0, 4, 0.1 + 0.2);
          sheet.value(0, 5, 84_912_345_678L);
          sheet.value(0, 6, new BigDecimal("-1.50"));
          sheet.value(0, 7, true);
          sheet.value(1, 0, 147);
          sheet.style(1, 0).format("00000").set();
          sheet.value(1, 1, 1200);
          sheet.style(1, 1).format("#,##0.00").set();
        }));

    assertThat(rows.get(0))
        .containsExactly(
            "0012", "Nguyễn Văn Đức 🏛", "12", "12", "0.3", "84912345678", "-1.5", "TRUE");
    assertThat(rows.get(1)).containsExactly("00147", "1200");
  }

  @Test
  void aDateIsReadAsOne() {
    read(
        Workbooks.with(sheet -> {
          sheet.value(0, 0, LocalDate.of(2020, 5, 11));
          sheet.style(0, 0).format("dd/mm/yyyy").set();
          sheet.value(0, 1, LocalDateTime.of(2020, 5, 11, 7, 30, 0));
          sheet.style(0, 1).format("[$-42A]d mmmm yyyy h:mm").set();
          sheet.value(0, 2, 0.3125);
          sheet.style(0, 2).format("h:mm").set();
          sheet.value(0, 3, 3);
          sheet.style(0, 3).format("0 \"days\"").set();
        }));

    assertThat(rows.get(0)).containsExactly("2020-05-11", "2020-05-11 07:30", "07:30", "3");
  }

  @Test
  void aFormulaIsReadAsItsValue() {
    read(
        Workbooks.raw(
            "<row r=\"1\"><c r=\"A1\"><f>6*7</f><v>42</v></c>"
                + "<c r=\"B1\" t=\"str\"><f>A1&amp;\"x\"</f><v>42x</v></c>"
                + "<c r=\"C1\" t=\"b\"><f>TRUE()</f><v>1</v></c>"
                + "<c r=\"D1\" t=\"e\"><f>NA()</f><v>#N/A</v></c>"
                + "<c r=\"F1\" t=\"inlineStr\"><is><t>trong ô</t></is></c>"
                + "<c r=\"G1\" t=\"s\"><v>0</v></c><c r=\"H1\"><v>1.2E2</v></c>"
                + "<c r=\"I1\"><v>1E300</v></c></row>",
            "<si><r><t>Nguyễn </t></r><r><t>Văn</t></r></si>"));

    assertThat(rows.get(0))
        .containsExactly("42", "42x", "TRUE", "#N/A", "", "trong ô", "Nguyễn Văn", "120", "1E300");
  }

  @Test
  void rowsAreNumberedAsTheSpreadsheetShowsThem() {
    read(
        Workbooks.with(sheet -> {
          sheet.value(2, 1, "a");
          sheet.value(6, 0, "b");
        }));

    assertThat(rows.stream().filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty())))
        .containsExactly(List.of("", "a"), List.of("b"));
    assertThat(numbers).endsWith(7).contains(3);
  }

  @Test
  void itIsReadNoFurtherThanIsWanted() {
    new WorkbookRows(() -> Workbooks.of(new String[] {"a"}, new String[] {"b"}), A_MEGABYTE)
        .read(
            faults,
            (number, cells) -> {
              rows.add(cells);
              return false;
            });

    assertThat(rows).containsExactly(List.of("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>999999999</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><f>1</f><v>99999<v>9999</v></v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>&#57;99999999</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"x\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>one</v></c></row>",
        "<row r=\"x\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v>"
      })
  void aSheetThatNoSpreadsheetWritesIsRefused(String data) {
    read(Workbooks.raw(data, "<si><t>a</t></si>"));

    assertBroken();
  }

  @Test
  void textsThatNoCellHoldsAreRefused() {
    for (String strings :
        List.of(
            "<si><t>" + "a".repeat(40_000) + "</t></si>",
            "<si>" + "<r><t>aaaaaaaaaa</t></r>".repeat(4_000) + "</si>",
            "<si><t a=\"" + "a".repeat(2_000_000) + "\"/></si>")) {
      faults();
      read(Workbooks.raw("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", strings), 1L << 30);
    }
    read(Workbooks.raw("<row r=\"1\">" + "<c/>".repeat(20_000) + "</row>", ""), 1L << 30);
    assertThat(faults()).hasSize(4);
    assertThat(rows).isEmpty();
  }

  @Test
  void aBombIsRefusedBeforeItUnzips() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      var zeros = "<c/>".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      for (int i = 0; i < 1200; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(bytes.size()).isLessThan(1 << 20);

    Problem refused =
        catchThrowableOfType(Problem.class, () -> read(bytes.toByteArray(), 64 * A_MEGABYTE));

    assertThat(refused.status().getCode()).isEqualTo(413);
    assertThat(refused.arguments()).containsExactly(64L);
    String strings = "<si><t>" + "a".repeat(1000) + "</t></si>";
    byte[] texts = Workbooks.raw("", strings.repeat(200));
    assertThat(catchThrowableOfType(Problem.class, () -> read(texts, A_MEGABYTE))).isNotNull();
    read(texts, 2 * A_MEGABYTE);
    assertThat(faults()).isEmpty();
  }

  @Test
  void whatIsNoWorkbookIsRefused() {
    read(new byte[] {'P', 'K', 3, 4, 0, 0});
    read(Workbooks.zip(Map.of("word/document.xml", "<document/>")));
    read(Workbooks.zip(Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet")));

    assertThat(faults()).hasSize(3);
  }

  @Test
  void aDamagedWorkbookIsRefusedAndNothingElseHappens() {
    byte[] whole = Workbooks.of(new String[] {"code", "full_name"}, new String[] {"A", "Lý Mai"});
    Seeds.check(
        300,
        random -> {
          byte[] damaged =
              random.nextBoolean()
                  ? Arrays.copyOf(whole, random.nextInt(whole.length))
                  : whole.clone();
          for (int hit = 0; hit < 3 && damaged.length > 0; hit++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
          }
          new WorkbookRows(() -> damaged, A_MEGABYTE).read(faults, (number, cells) -> true);
        });
    assertThat(faults()).extracting(Fault::code).containsOnly("BROKEN_WORKBOOK");
  }

  @Test
  void aSheetDamagedInsideItsFileIsReadOrRefused() {
    String data =
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>43962.3</v></c>"
            + "<c r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"0\">A1+1</f><v>2</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"C2\"><f t=\"shared\" si=\"0\"/>"
            + "<v>3E2</v></c><c t=\"inlineStr\"><is><t>a</t></is></c></row>";
    String strings = "<si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si>";
    Seeds.check(
        300,
        random -> {
          var damaged = new StringBuilder(data);
          for (int hit = random.nextInt(4); hit >= 0; hit--) {
            int at = random.nextInt(damaged.length());
            damaged.setCharAt(at, data.charAt(random.nextInt(data.length())));
            if (random.nextBoolean()) {
              damaged.insert(at, random.nextInt());
            }
          }
          new WorkbookRows(() -> Workbooks.raw(damaged.toString(), strings), A_MEGABYTE)
              .read(faults, (number, cells) -> true);
        });
    faults().forEach(fault -> assertThat(fault.code()).isEqualTo("BROKEN_WORKBOOK"));
  }

  private void read(byte[] workbook) {
    read(workbook, A_MEGABYTE);
  }

  private void read(byte[] workbook, long mostBytes) {
    new WorkbookRows(() -> workbook, mostBytes)
        .read(
            faults,
            (number, cells) -> {
              numbers.add(number);
              rows.add(cells);
              return true;
            });
  }

  private void assertBroken() {
    assertThat(faults().stream().map(fault -> fault.row() + " " + fault.code()))
        .containsExactly("1 BROKEN_WORKBOOK");
    assertThat(rows).isEmpty();
  }

  private List<Fault> faults() {
    Problem refused = catchThrowableOfType(Problem.class, faults::check);
    return refused == null ? List.of() : refused.faults();
  }
}
