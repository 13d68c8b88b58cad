package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String MYSQL = "jdbc:mysql://db.example:3306/rollcall";

  @Test
  void anEmptyEnvironmentGivesTheDefaults() {
    Settings settings = Settings.from(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.mySql()).isNull();
    assertThat(settings.adminPassword()).isNull();
    assertThat(settings.publicUrl()).isNull();
    assertThat(settings.managementPort()).isNull();
    assertThat(settings.trustedProxies()).isEmpty();
    assertThat(settings.migrate()).isTrue();
  }

  @Test
  void aStartMayBeKeptFromChangingTables() {
    Settings settings = Settings.from(Map.of("ROLLCALL_DB_MIGRATE", "false"));

    assertThat(settings.migrate()).isFalse();
    assertThat(settings.toProperties()).containsEntry("flyway.datasources.default.enabled", false);
    assertThatThrownBy(() -> Settings.from(Map.of("ROLLCALL_DB_MIGRATE", "no")))
        .isInstanceOf(StartRefused.class)
        .hasMessage("ROLLCALL_DB_MIGRATE is \"no\": give true or false");
  }

  @Test
  void howLongADatabaseIsWaitedForIsSaidInSecondsOrMinutes() {
    assertThat(Settings.from(Map.of()).databaseWait()).isEqualTo(Duration.ofMinutes(2));
    assertThat(Settings.from(Map.of("ROLLCALL_DB_WAIT", "90s")).databaseWait())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(Settings.from(Map.of("ROLLCALL_DB_WAIT", "0s")).databaseWait()).isZero();
    assertThatThrownBy(() -> Settings.from(Map.of("ROLLCALL_DB_WAIT", "long")))
        .isInstanceOf(StartRefused.class)
        .hasMessage("ROLLCALL_DB_WAIT is \"long\": give a time like 90s or 5m, or 0s");
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    var environment = Map.of("ROLLCALL_PORT", "", "ROLLCALL_DB_URL", " ", "ROLLCALL_DATA", "");

    assertThat(Settings.from(environment)).isEqualTo(Settings.from(Map.of()));
  }

  @Test
  void everyVariableIsRead() {
    Settings settings =
        Settings.from(
            Map.of(
                "ROLLCALL_PORT", "0",
                "ROLLCALL_DATA", "/var/lib/rollcall",
                "ROLLCALL_DB_URL", MYSQL,
                "ROLLCALL_DB_USERNAME", "rollcall",
                "ROLLCALL_DB_PASSWORD", "mật khẩu",
                "ROLLCALL_ADMIN_PASSWORD", "hội nghị",
                "ROLLCALL_PUBLIC_URL", "https://Diemdanh.Example:8443/",
                "ROLLCALL_MANAGEMENT_PORT", "9090",
                "ROLLCALL_TRUSTED_PROXIES", "10.0.0.5, 192.168.0.0/16,::1,2001:db8::/32"));

    assertThat(settings.port()).isZero();
    assertThat(settings.data()).isEqualTo(Path.of("/var/lib/rollcall").toAbsolutePath());
    assertThat(settings.mySql()).isNotNull();
    assertThat(settings.mySql().username()).isEqualTo("rollcall");
    assertThat(settings.mySql().password()).isEqualTo("mật khẩu");
    assertThat(settings.adminPassword()).isEqualTo("hội nghị");
    assertThat(settings.publicUrl()).isEqualTo(URI.create("https://diemdanh.example:8443"));
    assertThat(settings.managementPort()).isEqualTo(9090);
    assertThat(settings.trustedProxies())
        .containsExactly("10.0.0.5", "192.168.0.0/16", "::1", "2001:db8::/32");
  }

  @Test
  void noPasswordStandsInWhatMayBeLogged() {
    Settings settings =
        Settings.from(
            Map.of(
                "ROLLCALL_DB_URL", "jdbc:mysql://u:secret1@db/rollcall?password=secret2",
                "ROLLCALL_DB_USERNAME", "rollcall",
                "ROLLCALL_DB_PASSWORD", "secret3",
                "ROLLCALL_ADMIN_PASSWORD", "secret4"));

    assertThat(settings.toString()).contains("db/rollcall").doesNotContain("secret");
    assertThat(settings.mySql().toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROLLCALL_PORT|abc|from 0 to 65535",
        "ROLLCALL_PORT|-1|from 0 to 65535",
        "ROLLCALL_PORT|65536|from 0 to 65535",
        "ROLLCALL_MANAGEMENT_PORT|0|from 1 to 65535",
        "ROLLCALL_MANAGEMENT_PORT|8080|other than that of ROLLCALL_PORT",
        "ROLLCALL_PUBLIC_URL|diemdanh.example|without a path",
        "ROLLCALL_PUBLIC_URL|ftp://diemdanh.example|without a path",
        "ROLLCALL_PUBLIC_URL|https://diemdanh.example/rollcall|without a path",
        "ROLLCALL_PUBLIC_URL|https://|without a path",
        "ROLLCALL_TRUSTED_PROXIES|proxy.example|addresses or networks",
        "ROLLCALL_TRUSTED_PROXIES|10.0.0.0/33|addresses or networks",
        "ROLLCALL_TRUSTED_PROXIES|10.0.0.0/8/8|addresses or networks",
        "ROLLCALL_DB_USERNAME|rollcall|set ROLLCALL_DB_URL too",
        "ROLLCALL_DB_URL|jdbc:postgresql://db/rollcall|jdbc:mysql://",
        "ROLLCALL_DB_URL|jdbc:mysql://db.example|jdbc:mysql://"
      })
  void aWrongValueIsRefusedInOneLineThatNamesIt(String variable, String value, String advice) {
    assertThatThrownBy(() -> Settings.from(Map.of(variable, value)))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(variable + " is \"" + value + "\": ")
        .hasMessageContaining(advice)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aPasswordWithoutADatabaseIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> Settings.from(Map.of("ROLLCALL_DB_PASSWORD", "secret")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ROLLCALL_DB_PASSWORD")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aDatabaseWithoutAUserIsRefused() {
    assertThatThrownBy(() -> Settings.from(Map.of("ROLLCALL_DB_URL", MYSQL)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ROLLCALL_DB_USERNAME is not set");
  }

  @Test
  void aPasswordInARefusedAddressIsNotRepeated() {
    var environment = Map.of("ROLLCALL_DB_URL", "jdbc:mariadb://u:secret@db/x?password=secret");

    assertThatThrownBy(() -> Settings.from(environment))
        .isInstanceOf(StartRefused.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void theOptionsThatRollcallReliesOnAreAddedToTheAddress() {
    assertThat(url(MYSQL))
        .startsWith(MYSQL + "?")
        .contains(
            "rewriteBatchedStatements=true",
            "cachePrepStmts=true",
            "prepStmtCacheSqlLimit=2048",
            "connectionTimeZone=UTC",
            "forceConnectionTimeZoneToSession=true",
            "useAffectedRows=true",
            "characterEncoding=UTF-8");
  }

  @Test
  void anOptionThatTheUserGaveIsLeftAsItIs() {
    assertThat(url(MYSQL + "?CachePrepStmts=false&sslMode=REQUIRED"))
        .startsWith(MYSQL + "?CachePrepStmts=false&sslMode=REQUIRED&")
        .doesNotContain("cachePrepStmts=true")
        .contains("&useAffectedRows=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "?sslMode=REQUIRED&"})
  void anAddressThatEndsInASeparatorGetsItsOptions(String end) {
    assertThat(url(MYSQL + end)).doesNotContain("&&", "?&").contains("useAffectedRows=true");
  }

  @Test
  void theEmbeddedDatabaseWritesEachCommitBeforeItAnswers() {
    Map<String, Object> properties = Settings.from(Map.of()).toProperties();

    assertThat((String) properties.get("datasources.default.url"))
        .startsWith("jdbc:h2:file:")
        .contains("MODE=MySQL", "WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");
  }

  @Test
  void aFolderWithASemicolonIsNotTakenForAnOption() {
    var settings = Settings.from(Map.of("ROLLCALL_DATA", "/tmp/a;b"));

    assertThat(settings.jdbcUrl()).contains("/tmp/a\\;b/rollcall;MODE=MySQL");
  }

  @Test
  void theManagementPortMovesHealthAndMetrics() {
    var properties = Settings.from(Map.of("ROLLCALL_MANAGEMENT_PORT", "9090")).toProperties();

    assertThat(properties)
        .containsEntry("endpoints.all.port", 9090)
        .containsEntry("rollcall.management-port", 9090);
  }

  private static String url(String given) {
    var environment = Map.of("ROLLCALL_DB_URL", given, "ROLLCALL_DB_USERNAME", "rollcall");
    return Settings.from(environment).jdbcUrl();
  }
}
