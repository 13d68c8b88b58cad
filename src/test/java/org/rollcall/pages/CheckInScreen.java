package org.rollcall.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The check-in page by its labels, and a hand scanner for it. */
final class CheckInScreen {
  private static final double SCANNED_KEY_SECONDS = 0.005;

  private CheckInScreen() {}

  /** Opens the page by its link, and waits until it stands with the server and has its list. */
  static Page open(BrowserContext device, JsonNode pass) {
    Page page = device.newPage();
    page.navigate(pass.path("url").asText());
    page.getByText("Trực tuyến từ").waitFor();
    people(page).first().waitFor();
    return page;
  }

  static Locator count(Page page) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Sĩ số"));
  }

  static Locator search(Page page) {
    return page.getByLabel("Tìm tên, mã, chức vụ, đơn vị");
  }

  static Locator answer(Page page) {
    return page.locator(".answer-place");
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator button(Page page, Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  static Locator people(Page page) {
    return page.locator(".roster .person");
  }

  static Locator person(Page page, String code) {
    return page.locator(".roster .person[data-code='" + code + "']");
  }

  /** The service worker holds the whole page. */
  static void readyForNoLine(Page page) {
    page.waitForFunction("() => navigator.serviceWorker.controller !== null");
  }

  /**
   * Types a code as a hand scanner does. The scanner's clock says how fast that is, so it stays
   * fast where the machine is slow.
   */
  static void scan(Page page, String code) {
    CDPSession scanner = page.context().newCDPSession(page);
    double seconds = System.currentTimeMillis() / 1000.0;
    for (String key : code.split("")) {
      seconds += SCANNED_KEY_SECONDS;
      press(scanner, seconds, key, key);
    }
    press(scanner, seconds + SCANNED_KEY_SECONDS, "Enter", "\r");
    scanner.detach();
  }

  private static void press(CDPSession scanner, double seconds, String key, String text) {
    JsonObject event = new JsonObject();
    event.addProperty("timestamp", seconds);
    event.addProperty("key", key);
    event.addProperty("type", "keyDown");
    event.addProperty("text", text);
    scanner.send("Input.dispatchKeyEvent", event);
    event.remove("text");
    event.addProperty("type", "keyUp");
    scanner.send("Input.dispatchKeyEvent", event);
  }
}
