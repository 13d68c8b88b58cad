package org.rollcall.roster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
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

  private final Faults faults;
  // of each delegate the row it stands in, at the same place;
  private final List<Delegate> delegates = new ArrayList<>();
  private int[] rows = new int[64];
  private boolean titled;
  private boolean organised;

  private DelegateSheet(Faults faults) {
    this.faults = faults;
  }

  static DelegateSheet read(RowSource rows, Reading reading) {
    DelegateSheet sheet = new DelegateSheet(reading.faults());
    Table.read(rows, COLUMNS, reading, sheet.new Reader()::add);
    return sheet;
  }

  /** What is needed only while the table is read. */
  private final class Reader {
    private final Map<String, Integer> rowOf = new HashMap<>();
    // a nation's roster repeats its titles, organisations and sites a million times
    private final Map<String, String> shared = new HashMap<>();

    void add(Table.Row row) {
      Fields fields = new Fields();
      String code = SiteRules.code(fields, row.place(CODE), row.get(CODE));
      Integer first = code.isEmpty() ? null : rowOf.putIfAbsent(code, row.number());
      if (first != null) {
        fields.add(row.place(CODE).fault("DUPLICATE", "roster.duplicate", first));
      }
      titled = row.get(TITLE) != null;
      organised = row.get(ORGANISATION) != null;
      Delegate delegate =
          delegate(
              code,
              fields.required(row.place(NAME), row.get(NAME), DelegateRules.LONGEST_NAME),
              share(fields.optional(row.place(TITLE), row.get(TITLE), DelegateRules.LONGEST_TITLE)),
              share(
                  fields.optional(
                      row.place(ORGANISATION), row.get(ORGANISATION), DelegateRules.LONGEST_TITLE)),
              shared.computeIfAbsent(
                  SiteRules.code(fields, row.place(SITE), row.get(SITE)), site -> site),
              false);
      if (!fields.faults().isEmpty()) {
        faults.addAll(fields.faults());
        return;
      }
      if (delegates.size() == rows.length) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
      }
      rows[delegates.size()] = row.number();
      delegates.add(delegate);
    }

    private @Nullable String share(@Nullable String text) {
      return text == null ? null : shared.computeIfAbsent(text, same -> same);
    }
  }

  private static Delegate delegate(
      String code,
      String fullName,
      @Nullable String title,
      @Nullable String organisation,
      @Nullable String site,
      boolean withdrawn) {
    return new Delegate(
        code, fullName, title, organisation, site, Delegate.Kind.ROSTER, null, withdrawn);
  }

  @Override
  public Checked<Imported> check(Register register, int listedChanges) {
    var changes = new ListedChanges(listedChanges);
    Faults found = faults.copy();
    List<Delegate> put = new ArrayList<>();
    int created = 0;
    for (int i = 0; i < delegates.size(); i++) {
      int row = rows[i];
      Delegate read = delegates.get(i);
      Site home = register.sites().get(Objects.requireNonNull(read.homeSite()));
      if (home == null) {
        found.add(
            Fault.inRow(row, SITE.name(), "NO_SUCH_SITE", "roster.no-such-site", read.homeSite()));
        continue;
      }
      if (register.erasedAt(read.code()) != null) {
        found.add(Fault.inRow(row, CODE.name(), "ERASED", "roster.erased"));
        continue;
      }
      Person person = register.person(read.code());
      Delegate known = person == null ? null : person.delegate();
      Delegate next = next(read, home, known);
      if (!next.equals(known)) {
        put.add(next);
        changes.add(() -> ImportChange.of(row, known, next));
        created += known == null ? 1 : 0;
      }
    }
    found.check();
    return new Checked<>(
        put.isEmpty() ? Rows.NONE : Rows.ofDelegates(put),
        new Imported(
            created, put.size() - created, delegates.size() - put.size(), changes.orNull()));
  }

  /** What would be registered, with the site's code as the register holds it already. */
  private Delegate next(Delegate read, Site home, @Nullable Delegate before) {
    return delegate(
        read.code(),
        read.fullName(),
        titled || before == null ? read.title() : before.title(),
        organised || before == null ? read.organisation() : before.organisation(),
        home.code(),
        before != null && before.withdrawn());
  }
}
