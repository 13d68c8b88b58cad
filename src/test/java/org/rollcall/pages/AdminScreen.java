package org.rollcall.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rollcall.client.Api;

/** The organizer's page by its labels, and the sample's conference to prepare with it. */
final class AdminScreen {
  private final PageServer server;

  AdminScreen(PageServer server) {
    this.server = server;
  }

  /** A page of the organizer, signed in, on a laptop of its own. */
  Page open(String hash) {
    return go(server.signedIn(server.laptop()), hash);
  }

  Page open(String hash, Browser.NewContextOptions options) {
    return go(server.signedIn(server.device(options)), hash);
  }

  /** A page of somebody who is not signed in yet. */
  Page visit(String hash) {
    return go(server.laptop(), hash);
  }

  Page visit(String hash, Browser.NewContextOptions options) {
    return go(server.device(options), hash);
  }

  private Page go(BrowserContext device, String hash) {
    Page page = device.newPage();
    page.navigate(server.address() + "/admin" + hash);
    return page;
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
    Api api = server.organizer();
    long id = api.newConference("Hội nghị sơ kết");
    api.importSites(id, table("sites.csv"));
    api.importDelegates(id, table("delegates.csv"));
    return id;
  }

  /** The same, open. */
  long openDistrict() {
    long id = district();
    server.organizer().openConference(id);
    return id;
  }

  private static String table(String name) {
    try {
      return Files.readString(sample(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command from a site as the organizer, and gives the result. */
  JsonNode send(long conference, String site, ObjectNode command) {
    return server
        .organizer()
        .commands(conference, site, command.arrayNode().add(command))
        .expect(200)
        .get(0);
  }
}
