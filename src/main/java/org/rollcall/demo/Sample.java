package org.rollcall.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * The sample conference: the figures are those of a real district conference, the people are
 * invented.
 *
 * @param sitesCsv the file of the connection points, as it is imported
 * @param delegatesCsv the file of the delegates, as it is imported
 */
record Sample(String sitesCsv, String delegatesCsv, List<Hall> halls, List<Guest> guests) {
  private static final String FOLDER = "/demo/cao-loc-2020/";

  static final String TITLE = "Hội nghị trực tuyến huyện Cao Lộc (dữ liệu mẫu)";
  static final String ORGANISER = "Huyện ủy Cao Lộc";
  static final String MAIN_SITE = "CL-00";

  /** Whom coordinators call: nobody, as the name says. */
  static final String CONTACT_NAME = "Nguyễn Thị Mẫu";

  static final String CONTACT_PHONE = "0200 000 0000";

  /** The site at which a newcomer may check people in. */
  static final String VISITED_SITE = "CL-07";

  static final String ZONE = "Asia/Ho_Chi_Minh";

  /** Reads the files that came with the program. */
  static Sample read() {
    String sites = text("sites.csv");
    String delegates = text("delegates.csv");
    return new Sample(
        sites,
        delegates,
        rows(sites, row -> new Hall(row.getField("code"), row.getField("name"))),
        rows(
            delegates,
            row ->
                new Guest(
                    row.getField("code"), row.getField("full_name"), row.getField("site_code"))));
  }

  private static <T> List<T> rows(String csv, Function<NamedCsvRecord, T> each) {
    try (var reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      return reader.stream().map(each).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try (InputStream stream = Sample.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) {
        throw new IllegalStateException("not in the program: " + FOLDER + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
