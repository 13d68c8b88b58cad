package org.rollcall.rehearse;

import java.util.Set;
import java.util.SplittableRandom;

/** Names as they are found on a Vietnamese roster, about as often as they are found there. */
final class Vocabulary {
  private static final String[] PROVINCES = {
    "Hà Nội",
    "Huế",
    "Quảng Ninh",
    "Cao Bằng",
    "Lạng Sơn",
    "Lai Châu",
    "Điện Biên",
    "Sơn La",
    "Thanh Hóa",
    "Nghệ An",
    "Hà Tĩnh",
    "Tuyên Quang",
    "Lào Cai",
    "Thái Nguyên",
    "Phú Thọ",
    "Bắc Ninh",
    "Hưng Yên",
    "Hải Phòng",
    "Ninh Bình",
    "Quảng Trị",
    "Đà Nẵng",
    "Quảng Ngãi",
    "Gia Lai",
    "Khánh Hòa",
    "Lâm Đồng",
    "Đắk Lắk",
    "Hồ Chí Minh",
    "Đồng Nai",
    "Tây Ninh",
    "Cần Thơ",
    "Vĩnh Long",
    "Đồng Tháp",
    "Cà Mau",
    "An Giang"
  };

  private static final Set<String> CITIES =
      Set.of("Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ");

  private static final String[] FIRST_OF_A_PLACE = {
    "An", "Bình", "Tân", "Phú", "Long", "Hòa", "Mỹ", "Vĩnh", "Thạnh", "Đông", "Tây", "Xuân", "Hưng",
    "Yên", "Thanh", "Quang", "Minh", "Hồng", "Cẩm", "Kim", "Ngọc", "Sơn", "Đức", "Gia"
  };
  private static final String[] SECOND_OF_A_PLACE = {
    "Lạc", "Thịnh", "Phong", "Lộc", "Thành", "Sơn", "Thủy", "Giang", "Khê", "Lâm", "Hải", "Trung",
    "Châu", "Định", "Hòa", "Phước", "Lợi", "Tiến", "Hiệp", "Đạo"
  };
  private static final String[] VENUES = {
    "Trường THCS",
    "Trường Tiểu học",
    "Trạm Y tế",
    "Công an",
    "Ban Chỉ huy Quân sự",
    "Nhà văn hóa thôn Đông",
    "Nhà văn hóa thôn Tây",
    "Nhà văn hóa thôn Trung",
    "Hợp tác xã",
    "Hội Nông dân",
    "Hội Phụ nữ",
    "Trường THPT",
    "Đồn Biên phòng",
    "Công ty Môi trường"
  };

  private static final String[] FAMILY = {
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đinh", "Nông", "Vi", "Hà", "Đoàn", "Trịnh", "Mai", "Lường", "Giàng"
  };
  private static final int[] FAMILY_IN_A_THOUSAND = {
    310, 110, 95, 70, 45, 40, 40, 30, 30, 25, 25, 20, 20, 18, 18, 16, 14, 12, 10, 10, 10, 10, 8, 8,
    6
  };
  private static final String[] MIDDLE_OF_MEN = {
    "Văn", "Văn", "Văn", "Đức", "Hữu", "Quang", "Minh", "Công", "Xuân", "Ngọc", "Thanh", "Mạnh"
  };
  private static final String[] MIDDLE_OF_WOMEN = {
    "Thị", "Thị", "Thị", "Thị Thu", "Thị Ngọc", "Thị Thanh", "Thị Bích", "Hồng", "Thị Kim", "Thùy"
  };
  private static final String[] GIVEN_OF_MEN = {
    "Hùng", "Dũng", "Cường", "Tuấn", "Hải", "Sơn", "Thắng", "Bình", "Long", "Nam", "Đạt", "Phúc",
    "Trung", "Kiên", "Quân", "Tùng", "Khánh", "Vinh", "Lâm", "Đức", "Thành", "Trường", "Hiếu", "Quý"
  };
  private static final String[] GIVEN_OF_WOMEN = {
    "Lan", "Hương", "Hạnh", "Hoa", "Mai", "Thảo", "Phương", "Hà", "Nga", "Linh", "Trang", "Yến",
    "Dung", "Hiền", "Loan", "Thủy", "Vân", "Tuyết", "Oanh", "Nhung", "Duyên", "Ngân", "Thắm", "Liên"
  };
  private static final String[] TITLES = {
    "Đảng viên",
    "Đảng viên",
    "Đảng viên",
    "Bí thư chi bộ",
    "Phó Bí thư chi bộ",
    "Chi ủy viên",
    "Trưởng thôn",
    "Chuyên viên",
    "Hiệu trưởng",
    "Chủ tịch Hội Nông dân",
    "Chủ tịch Hội Phụ nữ",
    "Bí thư Đoàn",
    "Trạm trưởng",
    "Công chức tư pháp, hộ tịch",
    "Chủ tịch Mặt trận Tổ quốc"
  };

  private Vocabulary() {}

  /** The name of a person, of two to five words. */
  static String person(SplittableRandom random) {
    boolean woman = random.nextInt(100) < 40;
    return family(random)
        + " "
        + pick(random, woman ? MIDDLE_OF_WOMEN : MIDDLE_OF_MEN)
        + " "
        + pick(random, woman ? GIVEN_OF_WOMEN : GIVEN_OF_MEN);
  }

  static String title(SplittableRandom random) {
    return pick(random, TITLES);
  }

  static int provinces() {
    return PROVINCES.length;
  }

  static String province(int n) {
    return (CITIES.contains(PROVINCES[n]) ? "Thành phố " : "Tỉnh ") + PROVINCES[n];
  }

  /** The name of the {@code n}th commune of a province: different for the first 480. */
  static String commune(int n) {
    int first = n % FIRST_OF_A_PLACE.length;
    int second = (n / FIRST_OF_A_PLACE.length + 7 * first) % SECOND_OF_A_PLACE.length;
    return FIRST_OF_A_PLACE[first] + " " + SECOND_OF_A_PLACE[second];
  }

  /** What the {@code n}th connection point of a commune is. */
  static String venue(int n) {
    String venue = VENUES[n % VENUES.length];
    return n < VENUES.length ? venue : venue + " " + (n / VENUES.length + 1);
  }

  private static String family(SplittableRandom random) {
    int at = random.nextInt(1000);
    for (int i = 0; i < FAMILY.length; i++) {
      at -= FAMILY_IN_A_THOUSAND[i];
      if (at < 0) {
        return FAMILY[i];
      }
    }
    return FAMILY[0];
  }

  private static String pick(SplittableRandom random, String[] words) {
    return words[random.nextInt(words.length)];
  }
}
