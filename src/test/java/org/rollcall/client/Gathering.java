package org.rollcall.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conference made for a test over HTTP: sites below one main site, delegates spread evenly over
 * them, opened with its first roll call, a pass for every site.
 *
 * @param organizer who made it
 * @param delegates the codes of all, in order; delegate i is at home at site i modulo their number
 * @param passes the token of each site's pass
 */
public record Gathering(
    Api organizer,
    long conference,
    List<String> sites,
    List<String> delegates,
    Map<String, String> passes) {
  private static final String[] FAMILY = {
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Đặng", "Lương", "Nông", "Triệu", "Hà", "Mã"
  };
  private static final String[] MIDDLE = {"Văn", "Thị", "Hữu", "Quang", "Thu", "Đức", "Minh"};
  private static final String[] GIVEN = {
    "Đức", "Trường", "Hòa", "Hương", "Đạt", "Thắng", "Dũng", "Mai", "Long", "Ánh", "Ươm", "Yến"
  };

  /** Makes one. */
  public static Gathering of(Api organizer, int sites, int delegates) {
    long conference = organizer.newConference("Hội nghị tổng kết");
    List<String> codes = new ArrayList<>();
    var siteRows = new StringBuilder("code,parent_code,name,kind\n");
    for (int i = 0; i < sites; i++) {
      String code = String.format("CL-%02d", i);
      codes.add(code);
      siteRows.append(
          i == 0
              ? code + ",,Hội trường Huyện ủy,MAIN\n"
              : code + ",CL-00,Điểm cầu xã số " + i + ",BRANCH\n");
    }
    organizer.importSites(conference, siteRows.toString());
    List<String> people = new ArrayList<>();
    var rows = new StringBuilder("code,full_name,title,organisation,site_code\n");
    for (int i = 0; i < delegates; i++) {
      String code = String.format("ĐB-%04d", i);
      people.add(code);
      rows.append(code)
          .append(',')
          .append(nameOf(i))
          .append(",Đảng viên,Chi bộ ")
          .append(i % 40)
          .append(',')
          .append(codes.get(i % sites))
          .append('\n');
    }
    if (delegates > 0) {
      organizer.importDelegates(conference, rows.toString());
    }
    organizer.openConference(conference);
    Map<String, String> passes = new LinkedHashMap<>();
    for (String code : codes) {
      passes.put(code, organizer.newPass(conference, code).token());
    }
    return new Gathering(organizer, conference, codes, people, passes);
  }

  /** The full name of delegate i; no two of the first thousand are the same. */
  public static String nameOf(int i) {
    return FAMILY[i % FAMILY.length]
        + " "
        + MIDDLE[i / FAMILY.length % MIDDLE.length]
        + " "
        + GIVEN[i / (FAMILY.length * MIDDLE.length) % GIVEN.length];
  }

  /** The code of delegate number i of a site. */
  public String delegateOf(int site, int i) {
    return delegates.get(site + i * sites.size());
  }

  public String site(int i) {
    return sites.get(i);
  }

  /** A device at a site, greeted. */
  public CheckInClient device(int site) {
    CheckInClient device = connect(site);
    device.welcome();
    return device;
  }

  /** A device at a site, its greeting unread. */
  public CheckInClient connect(int site) {
    return CheckInClient.connect(organizer.base(), passes.get(sites.get(site)));
  }

  /** A board of the whole conference. */
  public BoardClient board() {
    return BoardClient.connect(organizer, conference, "&depth=8");
  }
}
