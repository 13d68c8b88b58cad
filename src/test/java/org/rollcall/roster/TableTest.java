package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

class TableTest {
  private static final String VIETNAMESE =
      """
      STT,Họ và tên,Mã đại biểu,Chức vụ,Đơn vị công tác,Mã điểm cầu
      1,Nguyễn Văn Đức,db-0147,"Bí thư, Chủ tịch",Đảng ủy xã Gia Cát,CL-07
      """;

  private final Faults faults = new Faults(100);
  private final List<Table.Row> rows = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-8 with a mark", "UTF-16LE", "UTF-16BE"})
  void everyEncodingThatSpreadsheetsWriteIsRead(String encoding) {
    boolean marked = !encoding.equals("UTF-8");
    Charset charset = Charset.forName(encoding.replace(" with a mark", ""));
    delegates(((marked ? "\uFEFF" : "") + VIETNAMESE).getBytes(charset));

    assertTheDelegate();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void everySeparatorIsSeenFromTheHeader(String separator) {
    delegates(
        String.join(separator, "code", "full_name", "title", "organisation", "site_code")
            + "\r\n"
            + String.join(
                separator,
                "db-0147",
                "\"Nguyễn Văn Đức\"",
                "\"Bí thư, Chủ tịch\"",
                "Đảng ủy xã Gia Cát",
                "CL-07"));

    assertTheDelegate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code,full_name,site_code",
        "Site Code,FULL NAME,CODE",
        "Mã,Họ tên,Điểm cầu",
        "MÃ ĐẠI BIỂU,HỌ VÀ TÊN,MÃ ĐIỂM CẦU",
        "ma dai bieu, ho  va ten ,ma diem cau",
        "\"Mã\n đại biểu\",Họ và tên,Mã điểm cầu"
      })
  void headersAreKnownWhateverTheirCaseAccentsAndSpaces(String header) {
    delegates(header + "\nA,B,C\n");

    assertThat(codes()).isEmpty();
    assertThat(rows).hasSize(1);
  }

  @Test
  void theSiteCodeIsTheCodeInATableOfSites() {
    Table.read(
        csv("Mã điểm cầu;Tên điểm cầu\nCL-07;Xã Gia Cát\n"),
        SiteSheet.COLUMNS,
        reading(faults),
        rows::add);

    assertThat(codes()).isEmpty();
    assertThat(rows.getFirst().get(SiteSheet.COLUMNS.getFirst())).isEqualTo("CL-07");
  }

  @Test
  void anAbsentColumnIsNullAndAnEmptyCellIsEmpty() {
    delegates("code,full_name,site_code,title\nA,B,C,\nD,E,F\n");

    assertThat(rows.get(0).get(DelegateSheet.COLUMNS.get(2))).isEmpty();
    assertThat(rows.get(1).get(DelegateSheet.COLUMNS.get(2))).isEmpty();
    assertThat(rows.get(0).get(DelegateSheet.COLUMNS.get(3))).isNull();
  }

  @Test
  void rowsAreNumberedAsASpreadsheetShowsThem() {
    delegates("code,full_name,site_code\n\nA,\"B\nb\",C\n,,\nD,E,F\n");

    assertThat(rows.stream().map(Table.Row::number)).containsExactly(3, 5);
  }

  @Test
  void columnsUnknownDoubledOrMissingAreNamed() {
    delegates("code,mã,họ tên,ngày sinh\nA,B,C,D\n");

    assertThat(codes()).containsExactly("DUPLICATE_COLUMN", "UNKNOWN_COLUMN", "MISSING_COLUMN");
    assertThat(listed().stream().map(Fault::column))
        .containsExactly("mã", "ngày sinh", "site_code");
    assertThat(listed()).allMatch(fault -> Integer.valueOf(1).equals(fault.row()));
    assertThat(rows).isEmpty();
  }

  @Test
  void aCellWithoutAHeaderIsAtFaultAndATrailingSeparatorIsNot() {
    delegates("code,full_name,site_code,\nA,B,C,\nD,E,F,G\nH,I,J,,K\n");

    assertThat(codes()).containsExactly("EXTRA_CELL", "EXTRA_CELL");
    assertThat(rows).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", " , \n"})
  void anEmptyTableIsRefused(String text) {
    delegates(text);

    assertThat(codes()).containsExactly("EMPTY");
  }

  @Test
  void textThatIsNotUtf8IsNamedWhereItStands() {
    byte[] bytes = "code,full_name,site_code\nA,Nguyễn,C\n".getBytes(StandardCharsets.UTF_16LE);
    delegates(bytes);
    assertThat(codes()).isNotEmpty();

    byte[] latin =
        "code,full_name,site_code\nA,Nguy\u00EAn,C\n".getBytes(StandardCharsets.ISO_8859_1);
    Faults found = new Faults(10);
    DelegateSheet.read(csv(latin), reading(found));
    Problem refused = catchThrowableOfType(Problem.class, found::check);
    assertThat(refused.faults()).hasSize(1);
    assertThat(refused.faults().getFirst().code()).isEqualTo("ENCODING");
    assertThat(refused.faults().getFirst().row()).isEqualTo(2);
    assertThat(refused.faults().getFirst().column()).isEqualTo("full_name");
  }

  @Test
  void allFaultsAreCountedAndTheFirstAreListed() {
    StringBuilder table = new StringBuilder("code,full_name,site_code\n");
    for (int i = 0; i < 50; i++) {
      table.append("D").append(i).append(",,C\n");
    }
    Faults found = new Faults(10);
    DelegateSheet.read(csv(table.toString()), reading(found));
    Problem refused = catchThrowableOfType(Problem.class, found::check);
    assertThat(refused.faults()).hasSize(10);
    assertThat(refused.arguments()).containsExactly(50, 10);
  }

  @Test
  void whatIsWrongWithARowIsSaidOfItsCell() {
    Faults found = new Faults(100);
    DelegateSheet.read(
        csv(
            "code,full_name,site_code,title\n"
                + "A,Lý Thị Mai,CL-07,\n"
                + "a,Lý Thị Mai,CL-07,\n"
                + "~5,Lý Thị Mai,CL-07,\n"
                + "B C,Lý Thị Mai,CL-07,\n"
                + "D,,CL-07,\n"
                + "E,Lý Thị Mai,,\n"
                + ",Lý Thị Mai,CL-07,\n"
                + "F,"
                + "ơ".repeat(201)
                + ",CL-07,\n"
                + "G,Lý Thị Mai,CL-07,"
                + "ơ".repeat(301)
                + "\n"),
        reading(found));
    Problem refused = catchThrowableOfType(Problem.class, found::check);
    assertThat(refused.faults().stream().map(f -> f.row() + " " + f.column() + " " + f.code()))
        .containsExactly(
            "3 code DUPLICATE",
            "4 code INVALID_CODE",
            "5 code INVALID_CODE",
            "6 full_name REQUIRED",
            "7 site_code REQUIRED",
            "8 code REQUIRED",
            "9 full_name TOO_LONG",
            "10 title TOO_LONG");
  }

  @Test
  void aTableMayHaveOnlySoManyRows() {
    Table.read(
        csv("code,full_name,site_code\nA,a,C\n\nB,b,C\nD,d,C\nE,e,C\n"),
        DelegateSheet.COLUMNS,
        new Reading(faults, 2, rows -> {}),
        rows::add);

    assertThat(rows).hasSize(2);
    assertThat(listed().stream().map(f -> f.row() + " " + f.code()))
        .containsExactly("5 TOO_MANY_ROWS");
  }

  @Test
  void aCellThatShowsAnErrorOfTheSpreadsheetIsNoName() {
    delegates("code,full_name,site_code\nA,#N/A,C\nB,#1 Mai,C\n");

    assertThat(listed().stream().map(f -> f.row() + " " + f.column() + " " + f.code()))
        .containsExactly("2 full_name ERROR_CELL");
    assertThat(rows).hasSize(1);
  }

  private void delegates(String text) {
    Table.read(csv(text), DelegateSheet.COLUMNS, reading(faults), rows::add);
  }

  private void delegates(byte[] file) {
    Table.read(csv(file), DelegateSheet.COLUMNS, reading(faults), rows::add);
  }

  private static RowSource csv(String text) {
    return new CsvRows(() -> new StringReader(text));
  }

  private static RowSource csv(byte[] file) {
    return new CsvRows(() -> Encodings.reader(new ByteArrayInputStream(file)));
  }

  private static Reading reading(Faults faults) {
    return new Reading(faults, 1000, rows -> {});
  }

  private void assertTheDelegate() {
    assertThat(codes()).isEmpty();
    assertThat(rows).hasSize(1);
    assertThat(DelegateSheet.COLUMNS.stream().map(rows.getFirst()::get))
        .containsExactly(
            "db-0147", "Nguyễn Văn Đức", "Bí thư, Chủ tịch", "Đảng ủy xã Gia Cát", "CL-07");
  }

  private List<Fault> listed() {
    Problem refused = catchThrowableOfType(Problem.class, faults::check);
    return refused == null ? List.of() : refused.faults();
  }

  private List<String> codes() {
    return listed().stream().map(Fault::code).toList();
  }
}
