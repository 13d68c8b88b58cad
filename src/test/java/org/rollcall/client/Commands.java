package org.rollcall.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * The commands of the check-in socket, each under a new id. Fields can be added to what is made.
 */
public final class Commands {
  private Commands() {}

  public static ObjectNode checkIn(String delegate) {
    return about("check-in", delegate);
  }

  public static ObjectNode checkOut(String delegate) {
    return about("check-out", delegate);
  }

  public static ObjectNode excuse(String delegate, String reason) {
    return about("excuse", delegate).put("reason", reason);
  }

  public static ObjectNode absent(String delegate) {
    return about("absent", delegate);
  }

  public static ObjectNode walkIn(String fullName) {
    ObjectNode command = command("walk-in");
    command.set("person", Json.object("fullName", fullName, "organisation", "Thôn Bắc Nga"));
    return command;
  }

  public static ObjectNode substitute(String delegate, String fullName) {
    ObjectNode command = about("substitute", delegate);
    command.set("person", Json.object("fullName", fullName));
    return command;
  }

  public static ObjectNode undo(String undoes) {
    return command("undo").put("undoes", undoes);
  }

  public static ObjectNode siteReport(int counted) {
    return command("site-report").put("counted", counted);
  }

  private static ObjectNode about(String type, String delegate) {
    return command(type).put("delegate", delegate);
  }

  private static ObjectNode command(String type) {
    return Json.object("type", type, "id", UUID.randomUUID().toString());
  }
}
