package org.rollcall.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering.Checked;
import org.rollcall.site.SiteRules;
import org.rollcall.web.Fault;
import org.rollcall.web.Fields;

/** A table of delegates: read once, checked against the register as often as it moves on. */
final class DelegateSheet implements Sheet {
  private static final Column CODE = Column.required("code", "mã", "mã đại biểu");
  private static final Column NAME = Column.required("full_name", "họ và tên", "họ tên");
  private static final Column TITLE = Column.optional("title", "chức vụ");
  private static final Column ORGANISATION =
      Column.optional("organisation", "đơn vị", "đơn vị công tác");
  private static final Column SITE = Column.required("site_code", "điểm cầu", "mã điểm cầu");
  static final List<Column> COLUMNS = List.of(CODE, NAME, TITLE, ORGANISATION, SITE);

  private record Entry(
      int row,
      String code,
      String fullName,
      @Nullable String title,
      @Nullable String organisation,
      String site) {}

  private final Faults faults;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> rowOf = new HashMap<>();
  // a nation's roster repeats its titles, organisations and sites a million times
  private final Map<String, String> shared = new HashMap<>();
  private boolean titled;
  private boolean organised;

  private DelegateSheet(Faults faults) {
    this.faults = faults;
  }

  static DelegateSheet read(RowSource rows, Reading reading) {
    DelegateSheet sheet = new DelegateSheet(reading.faults());
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
    titled = row.get(TITLE) != null;
    organised = row.get(ORGANISATION) != null;
    Entry entry =
        new Entry(
            row.number(),
            code,
            fields.required(row.place(NAME), row.get(NAME), DelegateRules.LONGEST_NAME),
            share(fields.optional(row.place(TITLE), row.get(TITLE), DelegateRules.LONGEST_TITLE)),
            share(
                fields.optional(
                    row.place(ORGANISATION), row.get(ORGANISATION), DelegateRules.LONGEST_TITLE)),
            shared.computeIfAbsent(
                SiteRules.code(fields, row.place(SITE), row.get(SITE)), site -> site));
    if (fields.faults().isEmpty()) {
      entries.add(entry);
    } else {
      faults.addAll(fields.faults());
    }
  }

  private @Nullable String share(@Nullable String text) {
    return text == null ? null : shared.computeIfAbsent(text, same -> same);
  }

  @Override
  public Checked<Imported> check(Register register, int listedChanges) {
    var changes = new ListedChanges(listedChanges);
    Faults found = faults.copy();
    List<Delegate> put = new ArrayList<>();
    int created = 0;
    for (Entry entry : entries) {
      if (!register.sites().contains(entry.site())) {
        found.add(
            Fault.inRow(
                entry.row(), SITE.name(), "NO_SUCH_SITE", "roster.no-such-site", entry.site()));
        continue;
      }
      if (register.erasedAt(entry.code()) != null) {
        found.add(Fault.inRow(entry.row(), CODE.name(), "ERASED", "roster.erased"));
        continue;
      }
      Person person = register.person(entry.code());
      Delegate known = person == null ? null : person.delegate();
      Delegate next = delegate(entry, known);
      if (!next.equals(known)) {
        put.add(next);
        changes.add(() -> ImportChange.of(entry.row(), known, next));
        created += known == null ? 1 : 0;
      }
    }
    found.check();
    return new Checked<>(
        put.isEmpty() ? Rows.NONE : Rows.ofDelegates(put),
        new Imported(created, put.size() - created, entries.size() - put.size(), changes.orNull()));
  }

  private Delegate delegate(Entry entry, @Nullable Delegate before) {
    return new Delegate(
        entry.code(),
        entry.fullName(),
        titled || before == null ? entry.title() : before.title(),
        organised || before == null ? entry.organisation() : before.organisation(),
        entry.site(),
        Delegate.Kind.ROSTER,
        null,
        before != null && before.withdrawn());
  }
}
