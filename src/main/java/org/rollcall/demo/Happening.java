package org.rollcall.demo;

/** What happens in life; counted while it is played, and named in the summary. */
enum Happening {
  ARRIVED("đến đúng điểm cầu", "checked in at the own site"),
  SCANNED_TWICE("quét hai lần, từ chối ALREADY_HERE", "scanned twice, refused"),
  SENT_ON("nhầm điểm cầu WRONG_SITE, mời về đúng nơi", "wrong site, sent to the right one"),
  LET_STAY("nhầm điểm cầu WRONG_SITE, đồng ý cho dự", "wrong site, confirmed"),
  MOVED("chuyển điểm cầu ALREADY_ELSEWHERE, đã xác nhận", "moved by force"),
  UNDONE("chạm nhầm, hoàn tác", "undone"),
  WALKED_IN("khách mời phát sinh", "walk-ins"),
  NAMESAKE("trong đó trùng tên SAME_NAME, đã xác nhận", "of them with a name on the list"),
  EXCUSED("báo vắng có lý do", "excused"),
  MISSED("vắng không lý do", "absent"),
  SUBSTITUTED("cử người dự thay", "substitutes"),
  LEFT("ra về sớm", "left"),
  REPORTED("báo cáo sĩ số", "site reports"),
  LINE_LOST("mất đường truyền", "lines lost"),
  SENT_LATER("lưu trên máy, gửi sau (offline)", "kept on the device, sent later"),
  REPLAYED("mất câu trả lời, gửi lại cùng id, REPLAYED", "answer lost, resent, replayed");

  private final String vietnamese;
  private final String english;

  Happening(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  String label() {
    return vietnamese + " / " + english;
  }
}
