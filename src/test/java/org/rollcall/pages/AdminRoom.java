package org.rollcall.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rollcall.Chromium;
import org.rollcall.conference.Api;

/** A whole server, a browser, and an organizer who prepares conferences with it. */
final class AdminRoom implements AutoCloseable {
  static final String PASSWORD = "Hội nghị 2020";
  static final int PATIENCE_MILLIS = 30_000;

  /** What a browser says of answers that a page expects. */
  private static final List<String> EXPECTED = List.of("401", "404", "409", "422", "ERR_");

  final Api api;
  private final Chromium chromium = Chromium.launch();
  private final String address;
  private final String signedIn;

  /** What the pages' scripts complained of. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  AdminRoom(Path folder) {
    api = Api.start(Map.of("ROLLCALL_DATA", folder.toString()));
    address = api.bean(EmbeddedServer.class).getURI().toString();
    try (BrowserContext context = context(new Browser.NewContextOptions())) {
      Page page = context.newPage();
      page.navigate(address + "/admin");
      login(page, "admin", PASSWORD);
      heading(page, "Hội nghị").waitFor();
      signedIn = context.storageState();
    }
  }

  /** A page of the organizer, signed in, in a context of its own. */
  Page open(String hash) {
    return open(hash, new Browser.NewContextOptions().setViewportSize(1366, 768));
  }

  Page open(String hash, Browser.NewContextOptions options) {
    return visit(hash, options.setStorageState(signedIn));
  }

  /** A page of somebody who is not signed in yet. */
  Page visit(String hash, Browser.NewContextOptions options) {
    Page page = context(options).newPage();
    page.onConsoleMessage(message -> {
      boolean expected = EXPECTED.stream().anyMatch(message.text()::contains);
      if (message.type().equals("error") && !expected) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.navigate(address + "/admin" + hash);
    return page;
  }

  private BrowserContext context(Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("vi-VN");
    }
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context;
  }

  static void login(Page page, String username, String password) {
    page.getByLabel("Tên đăng nhập").fill(username);
    page.getByLabel("Mật khẩu").fill(password);
    button(page, "Đăng nhập").click();
  }

  static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  static Locator table(Page page, String name) {
    return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(name));
  }

  /** Goes to a section of the conference by its link. */
  static void section(Page page, String name) {
    page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Các phần của hội nghị"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
    heading(page, name).waitFor();
  }

  static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** A button of the open dialog. */
  static Locator answer(Page page, String name) {
    return dialog(page)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The sample conference's table, as it lies among the resources. */
  static Path sample(String name) {
    return Path.of("src/main/resources/demo/cao-loc-2020", name);
  }

  /** A conference in state DRAFT with the sample's sites and delegates. */
  long district() {
    long id = api.conference();
    try {
      for (String kind : List.of("sites", "delegates")) {
        byte[] table =
            Objects.requireNonNull(
                    AdminRoom.class.getResourceAsStream("/demo/cao-loc-2020/" + kind + ".csv"))
                .readAllBytes();
        api.csv("/conferences/" + id + "/imports/" + kind, table).expect(200);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  /** The same, open. */
  long openDistrict() {
    long id = district();
    api.call("PATCH", "/conferences/" + id, "{\"state\":\"OPEN\"}").expect(200);
    return id;
  }

  @Override
  public void close() {
    chromium.close();
    api.close();
  }
}
