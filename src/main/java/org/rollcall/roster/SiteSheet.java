package org.rollcall.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.conference.Registering.Checked;
import org.rollcall.site.SiteRules;
import org.rollcall.site.TreeCheck;
import org.rollcall.web.Fields;

/** A table of sites: read once, checked against the register as often as it moves on. */
final class SiteSheet implements Sheet {
  private static final Column CODE = Column.required("code", "mã", "mã điểm cầu");
  private static final Column NAME = Column.required("name", "tên", "tên điểm cầu");
  private static final Column PARENT = Column.optional("parent_code", "điểm cầu cấp trên");
  private static final Column KIND = Column.optional("kind", "loại");
  private static final Column ADDRESS = Column.optional("address", "địa chỉ");
  private static final Column SEATS = Column.optional("seats", "số ghế");
  private static final Column CONTACT = Column.optional("contact_name", "người phụ trách");
  private static final Column PHONE = Column.optional("contact_phone", "điện thoại");
  static final List<Column> COLUMNS =
      List.of(CODE, NAME, PARENT, KIND, ADDRESS, SEATS, CONTACT, PHONE);

  /** A cell that was read: absent with its column, or empty, or a value. */
  private record Cell<T>(boolean present, @Nullable T value) {
    @Nullable T or(@Nullable T before) {
      return present ? value : before;
    }
  }

  private record Entry(
      Table.Row row,
      String code,
      String name,
      Cell<String> parent,
      Cell<Site.Kind> kind,
      Cell<String> address,
      Cell<Integer> seats,
      Cell<String> contact,
      Cell<String> phone) {}

  private final Faults faults;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> rowOf = new HashMap<>();

  private SiteSheet(Faults faults) {
    this.faults = faults;
  }

  static SiteSheet read(RowSource rows, Reading reading) {
    SiteSheet sheet = new SiteSheet(reading.faults());
    Table.read(rows, COLUMNS, reading, sheet::add);
    return sheet;
  }

  private void add(Table.Row row) {
    Fields fields = new Fields();
    String code = SiteRules.code(fields, row.place(CODE), row.get(CODE));
    Integer first = code.isEmpty() ? null : rowOf.putIfAbsent(code, row.number());
    if (first != null) {
      fields.add(row.place(CODE).fault("DUPLICATE", "roster.duplicate", first));
    }
    Entry entry =
        new Entry(
            row,
            code,
            fields.required(row.place(NAME), row.get(NAME), SiteRules.LONGEST_NAME),
            cell(
                row,
                PARENT,
                () -> SiteRules.optionalCode(fields, row.place(PARENT), row.get(PARENT))),
            cell(row, KIND, () -> SiteRules.kind(fields, row.place(KIND), row.get(KIND))),
            text(row, ADDRESS, SiteRules.LONGEST_ADDRESS, fields),
            cell(row, SEATS, () -> seats(row, fields)),
            text(row, CONTACT, SiteRules.LONGEST_NAME, fields),
            text(row, PHONE, SiteRules.LONGEST_PHONE, fields));
    if (fields.faults().isEmpty()) {
      entries.add(entry);
    } else {
      faults.addAll(fields.faults());
    }
  }

  private static <T> Cell<T> cell(Table.Row row, Column column, Supplier<@Nullable T> read) {
    return row.get(column) == null ? new Cell<>(false, null) : new Cell<>(true, read.get());
  }

  private static Cell<String> text(Table.Row row, Column column, int longest, Fields fields) {
    return cell(row, column, () -> fields.optional(row.place(column), row.get(column), longest));
  }

  private static @Nullable Integer seats(Table.Row row, Fields fields) {
    String raw = Fields.clean(Objects.requireNonNullElse(row.get(SEATS), ""));
    if (raw.isEmpty()) {
      return null;
    }
    try {
      return SiteRules.seats(fields, row.place(SEATS), Integer.valueOf(raw));
    } catch (NumberFormatException e) {
      fields.add(row.place(SEATS).fault("INVALID", "site.seats", SiteRules.MOST_SEATS));
      return null;
    }
  }

  @Override
  public Checked<Imported> check(Register register, int listedChanges) {
    var changes = new ListedChanges(listedChanges);
    SiteTree before = register.sites();
    List<Site> put = new ArrayList<>();
    Map<String, Entry> byCode = new HashMap<>();
    int created = 0;
    for (Entry entry : entries) {
      Site known = before.get(entry.code());
      Site next = site(entry, known);
      if (!next.equals(known)) {
        put.add(next);
        changes.add(() -> ImportChange.of(entry.row().number(), known, next));
        byCode.put(next.code(), entry);
        created += known == null ? 1 : 0;
      }
    }
    Faults found = faults.copy();
    TreeCheck.faults(before, put).forEach((code, fault) -> addFault(found, byCode, code, fault));
    found.check();
    int updated = put.size() - created;
    return new Checked<>(
        put.isEmpty() ? Rows.NONE : Rows.ofSites(put),
        new Imported(created, updated, entries.size() - put.size(), changes.orNull()));
  }

  private void addFault(
      Faults found, Map<String, Entry> byCode, String code, SiteTree.Fault fault) {
    Entry entry = byCode.get(code);
    if (entry == null) {
      return;
    }
    String parent = entry.parent().value();
    boolean isParentAtFault =
        fault == SiteTree.Fault.NO_SUCH_PARENT && parent != null && rowOf.containsKey(parent);
    if (!isParentAtFault) {
      found.add(SiteRules.fault(entry.row().place(PARENT), fault));
    }
  }

  private static Site site(Entry entry, @Nullable Site before) {
    String parent = entry.parent().or(before == null ? null : before.parent());
    Site.Kind kind = entry.kind().or(before == null ? null : before.kind());
    return new Site(
        entry.code(),
        entry.name(),
        kind == null ? SiteRules.usualKind(parent) : kind,
        parent,
        entry.address().or(before == null ? null : before.address()),
        entry.seats().or(before == null ? null : before.seats()),
        entry.contact().or(before == null ? null : before.contactName()),
        entry.phone().or(before == null ? null : before.contactPhone()),
        before == null ? null : before.videoAddress());
  }
}
