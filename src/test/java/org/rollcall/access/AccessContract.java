package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.access.RunningServer.bearer;

import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.site.Link;
import org.rollcall.site.Links;
import org.rollcall.web.Problem;

/** What users, tokens, passes and refusals promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessContract {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PASSWORD = "Đồng Đăng 2020";

  private RunningServer server;
  private String admin;
  private String api;

  /** A server on the database of this run, with those settings; the same one each time. */
  abstract RunningServer start(Map<String, Object> properties);

  @BeforeAll
  void startTheFirst() {
    server = start(Map.of("rollcall.access.other-servers", "true"));
    admin = server.admin();
    var conference =
        server.post(
            "/api/v1/conferences",
            "{\"title\":\"Hội nghị sơ kết\",\"organiser\":\"Huyện ủy Cao Lộc\","
                + "\"startsAt\":\"2020-05-11T08:00:00+07:00\",\"zone\":\"Asia/Ho_Chi_Minh\"}",
            bearer(admin));
    api = "/api/v1/conferences/" + conference.json().get("id").asLong();
    for (var site : List.of("CL-00", "CL-07", "%C4%90H-01")) {
      var body = "{\"name\":\"Xã Gia Cát\",\"kind\":\"MAIN\"}";
      var made = server.send("PUT", api + "/sites/" + site, body, bearer(admin));
      assertThat(made.status()).as(made.body()).isEqualTo(201);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyMigrationWasApplied() {
    var source = server.bean(DataSourceResolver.class).resolve(server.bean(DataSource.class));
    var flyway = Flyway.configure().dataSource(source).locations("db/migration").load();
    assertThat(flyway.info().pending()).isEmpty();
    assertThat(flyway.info().applied()).hasSameSizeAs(flyway.info().all()).isNotEmpty();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
  }

  @Test
  void namesThatDifferByAnAccentAreTwoUsersAndByCaseAreOne() {
    assertThat(make("đức").status()).isEqualTo(201);
    assertThat(make("duc").status()).isEqualTo(201);
    assertThat(make("đuc").status()).isEqualTo(201);
    assertThat(make("ĐỨC").status()).isEqualTo(409);
    assertThat(server.login("Đức", PASSWORD)).isNotEmpty();
    var accounts = server.bean(AccountRepository.class);
    assertThat(accounts.findByUsername("đức").orElseThrow().username()).isEqualTo("đức");
    assertThat(accounts.findByUsername("ĐỨC")).isEmpty();
    assertThat(accounts.count()).isEqualTo(accounts.listOrderByUsername().size());
  }

  @Test
  void oneNameAskedForByManyAtOnceIsGivenOnce() {
    var statuses = atOnce(8, () -> make("thư ký").status());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @Test
  void aUserKeepsRoleConferencesAndTheTimeOfMaking() {
    var accounts = server.bean(AccountRepository.class);
    var at = Instant.parse("2020-05-11T00:41:03.123456Z");
    var saved = accounts.save(new Account(null, "người xem", "hash", Role.VIEWER, false, at));
    accounts.addConference(saved.key(), 7);
    accounts.addConference(saved.key(), 9);
    assertThat(accounts.conferencesOf(saved.key())).containsExactlyInAnyOrder(7L, 9L);
    assertThat(accounts.findById(saved.key())).contains(saved);
    var changed = new Account(saved.key(), "người xem", "other", Role.VIEWER, true, at);
    accounts.update(changed);
    assertThat(accounts.findById(saved.key())).contains(changed);
    assertThat(accounts.removeConferences(saved.key())).isEqualTo(2);
    assertThat(accounts.conferencesOf(saved.key())).isEmpty();
  }

  @Test
  void twoOrganizersWhoDemoteEachOtherAtOnceLeaveOne() {
    var other =
        server.post(
            "/api/v1/users",
            "{\"username\":\"trưởng ban\",\"password\":\"%s\",\"role\":\"ORGANIZER\"}"
                .formatted(PASSWORD),
            bearer(admin));
    long second = other.json().get("id").asLong();
    var accounts = server.bean(AccountRepository.class);
    long first = accounts.findByUsername("admin").orElseThrow().key();
    var users = server.bean(Users.class);
    var turn = new AtomicInteger();
    var outcomes =
        atOnce(
            2,
            () -> {
              long id = turn.getAndIncrement() == 0 ? first : second;
              try {
                users.change(id, new Users.Change(null, null, null, true));
                return "disabled";
              } catch (Problem refused) {
                return refused.key();
              }
            });
    assertThat(outcomes).containsExactlyInAnyOrder("disabled", "access.last-organizer");
    // as it was, for the other tests
    for (long id : List.of(first, second)) {
      users.change(id, new Users.Change(null, null, null, id != first));
    }
    admin = server.admin();
  }

  @Test
  void aLoginIsFoundByItsHashUntilItIsRevokedAndPurged() {
    var tokens = server.bean(LoginTokenRepository.class);
    var now = now();
    var hash = Token.sha256("một");
    var saved = tokens.save(new LoginToken(null, hash, 41, now, now.plusSeconds(60), null));
    var found = tokens.findByTokenHash(hash).orElseThrow();
    assertThat(found.key()).isEqualTo(saved.key());
    assertThat(found.tokenHash()).isEqualTo(hash);
    assertThat(found.createdAt()).isEqualTo(now);
    assertThat(found.expiresAt()).isEqualTo(now.plusSeconds(60));
    assertThat(found.revokedAt()).isNull();
    assertThat(tokens.findByTokenHash(Token.sha256("hai"))).isEmpty();

    var servers = server.bean(ServerRepository.class);
    var before = servers.now().minusMillis(1);
    assertThat(tokens.revoke(saved.key())).isEqualTo(1);
    assertThat(tokens.revoke(saved.key())).isZero();
    assertThat(tokens.revokedAfter(before)).contains(saved.key());
    assertThat(tokens.revokedAfter(servers.now())).doesNotContain(saved.key());

    var over =
        tokens.save(
            new LoginToken(null, Token.sha256("ba"), 41, now, now.minusSeconds(86_400), null));
    var open =
        tokens.save(new LoginToken(null, Token.sha256("bốn"), 41, now, now.plusSeconds(60), null));
    assertThat(tokens.revokeAllOf(41, now)).isEqualTo(1);
    assertThat(tokens.revokedAfter(before)).contains(open.key());
    assertThat(tokens.purge(now.minusSeconds(3600))).isEqualTo(1);
    assertThat(tokens.findByTokenHash(over.tokenHash())).isEmpty();
    assertThat(tokens.findByTokenHash(open.tokenHash())).isPresent();
  }

  @Test
  void aLoginUnderWayWhileThePasswordIsChangedGivesNothingThatLasts() throws Exception {
    assertThat(make("thư ký cũ").status()).isEqualTo(201);
    var accounts = server.bean(AccountRepository.class);
    var account = accounts.findByUsername("thư ký cũ").orElseThrow();
    var newHash = server.bean(Passwords.class).hash("Đồng Đăng 2021");
    TransactionOperations<Connection> transactions = server.bean(TransactionOperations.class);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var login =
          transactions.executeWrite(status -> {
            accounts.update(
                new Account(
                    account.key(),
                    account.username(),
                    newHash,
                    account.role(),
                    false,
                    account.createdAt()));
            server.bean(LoginTokenRepository.class).revokeAllOf(account.key(), now());
            // reads the account as it was, and comes to the end of its check before this commits
            var underWay = threads.submit(() -> login(account.username()));
            try {
              underWay.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException waits) {
              // for this transaction, as it should
            } catch (InterruptedException | ExecutionException e) {
              throw new AssertionError(e);
            }
            return underWay;
          });
      var answer = login.get();
      assertThat(answer.status()).as(answer.body()).isEqualTo(401);
      assertThat(server.login(account.username(), "Đồng Đăng 2021")).isNotEmpty();
    }
  }

  private RunningServer.Answer login(String username) {
    return server.post(
        "/api/v1/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, PASSWORD));
  }

  @Test
  void anAddressIsRememberedOnceAndTheOldestAreForgotten() {
    var tokens = server.bean(LoginTokenRepository.class);
    var now = now();
    for (int i = 0; i < 5; i++) {
      tokens.rememberAddress(42, Token.sha256("địa chỉ " + i), now.plusSeconds(i));
    }
    tokens.rememberAddress(42, Token.sha256("địa chỉ 0"), now.plusSeconds(9));
    assertThat(tokens.oldestBeyond(42, 3)).contains(now.plusSeconds(2));
    assertThat(tokens.oldestBeyond(42, 5)).isEmpty();
    assertThat(tokens.forgetAddresses(42, now.plusSeconds(2))).isEqualTo(2);
    assertThat(tokens.addressKnown(42, Token.sha256("địa chỉ 0"))).isEqualTo(1);
    assertThat(tokens.addressKnown(42, Token.sha256("địa chỉ 1"))).isZero();
    assertThat(tokens.addressKnown(43, Token.sha256("địa chỉ 0"))).isZero();
  }

  @Test
  void eachPassOfABatchOpensTheSiteThatItIsFor() {
    var made = server.post(api + "/passes", "{\"label\":\"Cấp cho mọi điểm cầu\"}", bearer(admin));
    assertThat(made.json().get("items")).hasSize(3);
    for (var pass : made.json().get("items")) {
      var me = server.get("/api/v1/me", bearer(pass.get("token").asText())).json();
      assertThat(me.at("/site/code")).isEqualTo(pass.get("site"));
      assertThat(me.get("id")).isEqualTo(pass.get("id"));
    }
    assertThat(made.json().findValuesAsText("site")).contains("ĐH-01");
  }

  @Test
  void passesOfASiteOfAllSitesAndOfBoardsAreKeptApart() {
    var passes = server.bean(PassRepository.class);
    var now = now();
    var site = passes.save(pass("CL-07", now));
    var other = passes.save(pass("ĐH-01", now));
    var board = passes.save(pass(null, now));
    assertThat(ids(passes.findByConferenceIdAndSiteOrderById(77, "CL-07")))
        .containsExactly(site.key());
    assertThat(ids(passes.findByConferenceIdAndSiteOrderById(77, "ĐH-01")))
        .containsExactly(other.key());
    assertThat(passes.findByConferenceIdAndSiteOrderById(77, "DH-01")).isEmpty();
    assertThat(ids(passes.findByConferenceIdAndSiteIsNotNullOrderById(77)))
        .containsExactly(site.key(), other.key());
    assertThat(ids(passes.findByConferenceIdAndSiteIsNullOrderById(77)))
        .containsExactly(board.key());
    var found = passes.findByTokenHash(site.tokenHash()).orElseThrow();
    assertThat(found.createdAt()).isEqualTo(now);
    assertThat(found.expiresAt()).isEqualTo(now.plusSeconds(60));
    assertThat(found.label()).isEqualTo("Máy bàn số 1");
    assertThat(found.isValid(now)).isTrue();

    var before = server.bean(ServerRepository.class).now().minusMillis(1);
    assertThat(passes.revoke(site.key())).isEqualTo(1);
    assertThat(passes.revoke(site.key())).isZero();
    assertThat(passes.revokedAfter(before)).contains(site.key()).doesNotContain(other.key());
    assertThat(passes.findById(site.key()).orElseThrow().isValid(now)).isFalse();
  }

  @Test
  void whenADeviceWasHeardReachesItsRowAndNeverGoesBack() {
    var passes = server.bean(PassRepository.class);
    var made = server.post(api + "/sites/CL-00/passes", "{}", bearer(admin)).json();
    long id = made.get("id").asLong();
    assertThat(passes.findById(id).orElseThrow().lastSeenAt()).isNull();
    server.get("/api/v1/me", bearer(made.get("token").asText()));
    await().atMost(LONG).until(() -> passes.findById(id).orElseThrow().lastSeenAt() != null);
    var seen = passes.findById(id).orElseThrow().lastSeenAt();
    assertThat(seen).isBetween(now().minusSeconds(60), now());
    var row = passes.everSeen().stream().filter(any -> any.id() == id).findAny().orElseThrow();
    assertThat(row.lastSeenAt()).isEqualTo(seen);
    assertThat(row.heldBy()).isNotNull();
    assertThat(passes.letGo("another", now().plusSeconds(1), List.of(id))).isZero();
    passes.hold("another", seen.minusSeconds(1), List.of(id));
    passes.letGo("another", seen.minusSeconds(2), List.of(id));
    assertThat(passes.findById(id).orElseThrow().lastSeenAt()).isAfterOrEqualTo(seen);
  }

  @Test
  void refusalsAreKeptInTheirOrderAndPurgedByAgeAndByNumber() {
    var rows = server.bean(AttemptRepository.class);
    var attempts = server.bean(Attempts.class);
    var now = now();
    rows.saveAll(
        IntStream.range(0, 11_000).mapToObj(i -> attempt(now.minus(Duration.ofDays(31)))).toList());
    rows.saveAll(IntStream.range(0, 20).mapToObj(i -> attempt(now.plusMillis(i))).toList());
    assertThat(rows.purgeBefore(now.minus(Duration.ofDays(30)))).isEqualTo(5000);
    attempts.purge();
    var kept = rows.findByConferenceIdOrderById(78);
    assertThat(kept).hasSize(20);
    assertThat(kept.getFirst().attemptedAt()).isEqualTo(now);
    assertThat(kept.getLast().attemptedAt()).isEqualTo(now.plusMillis(19));
    assertThat(kept.getFirst().delegate()).isEqualTo("ĐB-0147");
    long beyond = rows.firstBeyond(15).orElseThrow();
    assertThat(rows.purgeUpTo(beyond)).isEqualTo(5);
    assertThat(rows.firstBeyond(15)).isEmpty();
    assertThat(rows.findByConferenceIdOrderById(78)).hasSize(15);
  }

  @Test
  void aServerThatCouldNotReadForLongLearnsWhatWasRevokedMeanwhile() {
    var passes = server.bean(PassRepository.class);
    var logins = server.bean(LoginTokenRepository.class);
    var servers = server.bean(ServerRepository.class);
    var pass = passes.save(pass(76, "CL-07", now()));
    var hash = Token.sha256("máy bị cắt mạng");
    var login = logins.save(new LoginToken(null, hash, 43, now(), now().plusSeconds(60), null));
    var revocations = new Revocations(Clock.systemUTC());
    var cutOff = new OtherServers(servers, passes, logins, revocations, null, true);
    var ended = new ArrayList<String>();
    revocations.watch(
        new Authenticated(
            new Caller.Coordinator(pass.key(), 77, "CL-07"),
            new Credential.Pass(pass.key()),
            null,
            revocations.count()),
        () -> ended.add("pass"));
    revocations.watch(
        new Authenticated(
            new Caller.Organizer(43, "lan"),
            new Credential.Login(login.key(), 43),
            null,
            revocations.count()),
        () -> ended.add("login"));

    cutOff.follow(servers.now());
    assertThat(ended).isEmpty();
    passes.revoke(pass.key());
    logins.revokeAllOf(43, now());
    cutOff.follow(servers.now().plusSeconds(600));
    assertThat(ended).containsExactly("pass", "login");
  }

  @Test
  void whatWasRevokedAndCommittedLongAfterIsFoundWithinAMinute() {
    var passes = server.bean(PassRepository.class);
    var servers = server.bean(ServerRepository.class);
    var pass = passes.save(pass(76, "CL-07", now()));
    var revocations = new Revocations(Clock.systemUTC());
    var logins = server.bean(LoginTokenRepository.class);
    var other = new OtherServers(servers, passes, logins, revocations, null, true);
    var ended = new AtomicInteger();
    revocations.watch(
        new Authenticated(
            new Caller.Coordinator(pass.key(), 77, "CL-07"),
            new Credential.Pass(pass.key()),
            null,
            revocations.count()),
        ended::incrementAndGet);
    var begun = servers.now();
    other.follow(begun);
    other.follow(begun.plusSeconds(200));
    // as if its transaction had been open until now
    passes.revoke(pass.key());
    other.follow(begun.plusSeconds(201));
    assertThat(ended).hasValue(0);
    other.follow(begun.plusSeconds(260));
    assertThat(ended).hasValue(1);
    long told = revocations.count();
    other.follow(begun.plusSeconds(320));
    assertThat(revocations.count()).as("told once").isEqualTo(told);
  }

  @Test
  void whatOneServerRevokesAndHearsTheOtherKnows() {
    try (var other = start(Map.of("rollcall.access.other-servers", "true"))) {
      long conference = Long.parseLong(api.substring(api.lastIndexOf('/') + 1));
      var made = server.post(api + "/sites/CL-07/passes", "{}", bearer(admin)).json();
      var token = made.get("token").asText();
      assertThat(other.bean(Links.class).of(conference, "CL-07")).isEqualTo(Link.NEVER);
      assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
      await()
          .atMost(LONG)
          .until(
              () -> other.bean(Links.class).of(conference, "CL-07").state() == Link.State.ONLINE);
      assertThat(other.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
      var gone =
          server.send(
              "DELETE",
              api + "/sites/CL-07/passes/" + made.get("id").asText(),
              null,
              bearer(admin));
      assertThat(gone.status()).isEqualTo(204);
      await().atMost(LONG).until(() -> other.get("/api/v1/me", bearer(token)).status() == 401);
    }
  }

  private RunningServer.Answer make(String username) {
    return server.post(
        "/api/v1/users",
        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"VIEWER\"}"
            .formatted(username, PASSWORD),
        bearer(admin));
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) {
    try (var threads = Executors.newFixedThreadPool(times)) {
      var running = IntStream.range(0, times).mapToObj(i -> threads.submit(work)).toList();
      return running.stream().map(AccessContract::<T>result).toList();
    }
  }

  private static <T> T result(Future<T> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static PassRow pass(String site, Instant now) {
    return pass(77, site, now);
  }

  private static PassRow pass(long conference, String site, Instant now) {
    var hash = Token.sha256(UUID.randomUUID().toString());
    return new PassRow(
        null, conference, site, "Máy bàn số 1", hash, now, now.plusSeconds(60), null, null);
  }

  private static AttemptRow attempt(Instant at) {
    return new AttemptRow(
        null, 78, "CL-07", "pass:12", "check-in", "ALREADY_ELSEWHERE", "ĐB-0147", at);
  }

  private static List<Long> ids(List<PassRow> rows) {
    return rows.stream().map(PassRow::key).toList();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
