package org.rollcall.roster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Workbooks as spreadsheets write them, and as nobody should. */
final class Workbooks {
  private static final String TYPES =
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
      <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
      </Types>
      """;
  private static final String BOOK =
      """
      <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
       xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
      <sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>
      """;
  private static final String RELATIONS =
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>
      </Relationships>
      """;

  private Workbooks() {}

  /** What is written into a sheet. */
  interface Writing {
    void into(Worksheet sheet);
  }

  /** A workbook with one sheet. */
  static byte[] with(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "Rollcall", "1.0")) {
      writing.into(workbook.newWorksheet("Danh sách"));
      workbook.newWorksheet("Khác").value(0, 0, "not read");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A workbook with a sheet of texts. */
  static byte[] of(String[]... rows) {
    return with(sheet -> {
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < rows[row].length; column++) {
          sheet.value(row, column, rows[row][column]);
        }
      }
    });
  }

  /**
   * A workbook of those parts alone.
   *
   * @param data what stands in the sheet's {@code sheetData}
   * @param strings what stands in the shared strings
   */
  static byte[] raw(String data, String strings) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", TYPES);
    parts.put("xl/workbook.xml", BOOK);
    parts.put("xl/_rels/workbook.xml.rels", RELATIONS);
    parts.put("xl/worksheets/sheet1.xml", sheet(data));
    parts.put(
        "xl/sharedStrings.xml",
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + strings
            + "</sst>");
    return zip(parts);
  }

  static String sheet(String data) {
    return "<worksheet"
        + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        + data
        + "</sheetData></worksheet>";
  }

  static byte[] zip(Map<String, String> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
