package org.rollcall.roster;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of a workbook says: a text as it is, a number as it reads ({@code 12}, not {@code
 * 12.0}), with the zeros in front that a format such as {@code 00000} shows, a date as {@code
 * 2020-05-11}, a formula as its value.
 *
 * @param since1904 whether the workbook counts its days from 1904
 */
record CellText(boolean since1904) {
  /** As many digits as a spreadsheet shows; what it keeps beyond is noise of binary fractions. */
  private static final MathContext SHOWN = new MathContext(15);

  /** Beyond that many digits before or behind the point a number is left as the file has it. */
  private static final int LONGEST_NUMBER = 40;

  private static final long LAST_DAY = 2_958_465;
  private static final int MISSING_DAY = 60;
  private static final long SECONDS_OF_A_DAY = 86_400;
  private static final Pattern ZEROS = Pattern.compile("0{2,40}");
  private static final Pattern NOT_OF_A_DATE =
      Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.|_.|General", Pattern.CASE_INSENSITIVE);
  private static final Pattern OF_A_DATE = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  String of(Cell cell) {
    return switch (cell.getValue()) {
      case null -> "";
      case BigDecimal number -> number(number, cell);
      case Boolean truth -> truth ? "TRUE" : "FALSE";
      case Object text -> text.toString();
    };
  }

  private String number(BigDecimal number, Cell cell) {
    String format = cell.getDataFormatString();
    if (isDate(format)) {
      String date = date(number);
      if (date != null) {
        return date;
      }
    }
    if (Math.abs((long) number.precision() - number.scale()) > LONGEST_NUMBER
        || Math.abs((long) number.scale()) > LONGEST_NUMBER) {
      String raw = cell.getRawValue();
      return raw == null ? "" : raw;
    }
    String plain = number.round(SHOWN).stripTrailingZeros().toPlainString();
    boolean padded = format != null && ZEROS.matcher(format).matches() && isWhole(plain);
    return padded ? "0".repeat(Math.max(0, format.length() - plain.length())) + plain : plain;
  }

  private static boolean isWhole(String plain) {
    return plain.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isDate(@Nullable String format) {
    return format != null && OF_A_DATE.matcher(NOT_OF_A_DATE.matcher(format).replaceAll("")).find();
  }

  /** The day, the time of day, or both; null for a number that is none. */
  private @Nullable String date(BigDecimal number) {
    double serial = number.doubleValue();
    if (!(serial >= 0 && serial <= LAST_DAY)) {
      return null;
    }
    long seconds = Math.round(serial * SECONDS_OF_A_DAY);
    long day = seconds / SECONDS_OF_A_DAY;
    LocalTime time = LocalTime.ofSecondOfDay(seconds % SECONDS_OF_A_DAY);
    if (day == 0) {
      return TIME.format(time);
    }
    LocalDateTime at = first(day).plusDays(day).atTime(time);
    return at.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? at.toLocalDate().toString()
        : at.toLocalDate() + " " + TIME.format(at.truncatedTo(ChronoUnit.MINUTES));
  }

  /** The day 0. There was no 29 February 1900, but spreadsheets count it. */
  private LocalDate first(long day) {
    if (since1904) {
      return LocalDate.of(1904, 1, 1);
    }
    return day < MISSING_DAY ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
  }
}
