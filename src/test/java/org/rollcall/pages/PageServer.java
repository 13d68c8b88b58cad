package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.rollcall.Chromium;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;

/**
 * A server and a browser for the page tests of one class, and the devices of each test. The server
 * can go away and come back at the same address. A test whose pages complain fails: of an error in
 * a script, or of whatever else a browser calls one, such as the content security policy.
 *
 * <p>It is a static field with {@code @RegisterExtension}. Each test makes a conference of its own.
 */
public final class PageServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** Long enough for a busy machine; nobody waits for it where all goes well. */
  public static final double PATIENCE_MILLIS = 60_000;

  /**
   * What a browser says by itself of a line that is cut, and of a call that is refused: pages live
   * with both.
   */
  private static final Pattern OF_THE_LINE =
      Pattern.compile(
          "(?s)Failed to load resource: (net::ERR_|the server responded with a status of 4).*"
              + "|WebSocket connection to .* failed.*");

  static {
    // for all classes alike: two of them run at a time
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  private final Map<String, Object> limits;
  private final String[] browserArguments;
  private final List<BrowserContext> devices = new ArrayList<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<String> expected = new ArrayList<>();
  private Path data;
  private Chromium chromium;
  private RunningServer server;
  private int port;

  private PageServer(Map<String, Object> limits, String... browserArguments) {
    this.limits = limits;
    this.browserArguments = browserArguments;
  }

  /** On an embedded database of its own. */
  public static PageServer onH2() {
    return onH2(Map.of());
  }

  /**
   * The same with limits other than the defaults.
   *
   * @param browserArguments arguments of the browser's command line
   */
  public static PageServer onH2(Map<String, Object> limits, String... browserArguments) {
    return new PageServer(limits, browserArguments);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    data = Files.createTempDirectory("rollcall-pages");
    startAgain();
    chromium = Chromium.launch(browserArguments);
  }

  /** Ends what the test opened, and tells what its pages complained of. */
  @Override
  public void afterEach(ExtensionContext context) {
    devices.forEach(BrowserContext::close);
    devices.clear();
    List<String> unexpected =
        complaints.stream()
            .filter(complaint -> expected.stream().noneMatch(complaint::contains))
            .toList();
    complaints.clear();
    expected.clear();
    assertThat(unexpected).as("what the pages complained of").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    stop();
    try (var files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(PageServer::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- the server

  /** Stops the server in good order, under whatever pages are open. */
  public void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Starts the server at the address, and on the data, that it had before. */
  public void startAgain() {
    server =
        RunningServer.start(
            new HashMap<>(
                Map.of("ROLLCALL_PORT", Integer.toString(port), "ROLLCALL_DATA", data.toString())),
            limits);
    port = server.base().getPort();
  }

  /** Where the server is, without a slash at the end. */
  public String address() {
    return "http://localhost:" + port;
  }

  /** Nobody yet. */
  public Api api() {
    return Api.at(URI.create(address()));
  }

  /** The organizer, logged in. */
  public Api organizer() {
    return server.organizer();
  }

  /** A bean of the server that runs now. */
  public <T> T bean(Class<T> type) {
    return server.bean(type);
  }

  // ---- devices

  /** A phone in somebody's hand. */
  public BrowserContext phone() {
    return device(sized(360, 740).setDeviceScaleFactor(2).setHasTouch(true).setIsMobile(true));
  }

  public BrowserContext laptop() {
    return device(sized(1366, 768));
  }

  /** What stands at the front of a hall. */
  public BrowserContext projector() {
    return device(sized(1920, 1080));
  }

  /**
   * A browser of its own, without cookies, until the test ends. It speaks Vietnamese if not told
   * otherwise.
   */
  public BrowserContext device(Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("vi-VN");
    }
    BrowserContext device = chromium.browser().newContext(options);
    device.setDefaultTimeout(PATIENCE_MILLIS);
    device.onPage(this::hear);
    devices.add(device);
    return device;
  }

  public static Browser.NewContextOptions sized(int width, int height) {
    return new Browser.NewContextOptions().setViewportSize(width, height);
  }

  /** The same device, on which the organizer has signed in. */
  public BrowserContext signedIn(BrowserContext device) {
    var login =
        RequestOptions.create()
            .setHeader("Origin", address())
            .setData(Map.of("username", "admin", "password", password()));
    assertThat(device.request().post(address() + "/api/v1/login", login).ok()).isTrue();
    return device;
  }

  /** The password of the organizer, whose name is admin. */
  public static String password() {
    return RunningServer.password();
  }

  /** Lets pages complain of this, or of more that contains it, until the test ends. */
  public void mayComplain(String what) {
    expected.add(what);
  }

  private void hear(Page page) {
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !OF_THE_LINE.matcher(message.text()).matches()) {
        complaints.add(message.text());
      }
    });
  }
}
