package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.RequiresBrowser;
import org.rollcall.pages.PageServer;

@RequiresBrowser
class ApiPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui/index.html", "/swagger-ui/"})
  void theCallsCanBeReadAndTriedInABrowser(String path) {
    var page = server.laptop().newPage();
    page.navigate(server.address() + path);
    page.waitForSelector("#swagger-ui .info .title");

    assertThat(page.textContent("#swagger-ui .info .title")).contains("Rollcall");
  }
}
