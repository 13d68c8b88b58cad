package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What k8s/ deploys: rendered as kubectl does, read strictly, and asked for what must be there. */
@RequiresKubectl
class KubernetesTest {
  private static final String SMALL = "k8s/overlays/small";
  private static final String LARGE = "k8s/overlays/large";
  private static final String ENFORCED = "/metadata/labels/pod-security.kubernetes.io~1enforce";
  private static final String ANNOTATION = "/metadata/annotations/nginx.ingress.kubernetes.io~1";
  private static final String SERVER = "/spec/template/spec/containers/0";
  private static final String CONFIGURED = "/envFrom/0/configMapRef/name";
  private static final String VOLUME_OF_CONFIG = "/spec/template/spec/volumes/2/configMap/name";
  private static final ConcurrentHashMap<String, List<JsonNode>> RENDERED =
      new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void everyObjectIsReadStrictly(String overlay) {
    assertThat(render(overlay)).hasSizeGreaterThan(12);
    assertThat(render(overlay))
        .allSatisfy(
            object -> assertThat(StrictReading.faults(object)).as(nameOf(object)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void everyObjectStandsInOneNamespace(String overlay) {
    assertThat(render(overlay))
        .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
        .allSatisfy(object ->
            assertThat(text(object, "/metadata/namespace"))
                .as(nameOf(object))
                .isEqualTo("rollcall"));
    assertThat(text(only(render(overlay), "Namespace"), ENFORCED)).isEqualTo("restricted");
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void everyContainerIsLockedAndLimited(String overlay) {
    assertLockedAndLimited(overlay);
  }

  private static void assertLockedAndLimited(String overlay) {
    assertThat(pods(overlay)).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode pod : pods(overlay)) {
      assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(text(pod, "/serviceAccountName")).isEqualTo("rollcall");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(text(pod, "/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
      assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC")).isFalse();
      assertThat(pod.path("volumes")).noneMatch(volume -> volume.has("hostPath"));
      for (JsonNode container : containers(pod)) {
        String name = text(container, "/name");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
            .as(name)
            .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
            .as(name)
            .isTrue();
        assertThat(text(container, "/securityContext/capabilities/drop/0"))
            .as(name)
            .isEqualTo("ALL");
        assertThat(container.at("/securityContext/capabilities").has("add")).as(name).isFalse();
        for (String resource : List.of("requests", "limits")) {
          assertThat(container.at("/resources/" + resource).has("cpu")).as(name).isTrue();
          assertThat(container.at("/resources/" + resource).has("memory")).as(name).isTrue();
        }
        assertThat(text(container, "/image")).matches("[a-z./-]+:(?!latest$)[0-9][\\w.-]*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void whatServesForLongIsAskedHowItIs(String overlay) {
    List<JsonNode> serving =
        render(overlay).stream()
            .filter(object -> List.of("Deployment", "StatefulSet").contains(kind(object)))
            .flatMap(object -> list(object.at("/spec/template/spec/containers")).stream())
            .toList();

    assertThat(serving).isNotEmpty();
    assertThat(serving)
        .allSatisfy(container -> {
          assertThat(container.has("startupProbe")).isTrue();
          assertThat(container.has("livenessProbe")).isTrue();
          assertThat(container.has("readinessProbe")).isTrue();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void healthIsAskedForOnThePortThatTheServerIsGiven(String overlay) {
    JsonNode deployment = only(render(overlay), "Deployment");
    JsonNode server = deployment.at("/spec/template/spec/containers/0");
    JsonNode config = config(overlay, text(server, "/envFrom/0/configMapRef/name"));

    assertThat(text(server, "/startupProbe/httpGet/path")).isEqualTo("/health/liveness");
    assertThat(text(server, "/livenessProbe/httpGet/path")).isEqualTo("/health/liveness");
    assertThat(text(server, "/readinessProbe/httpGet/path")).isEqualTo("/health/readiness");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(text(server, "/" + probe + "/httpGet/port")).isEqualTo("management");
    }
    assertThat(port(server, "management"))
        .isEqualTo(text(config, "/data/ROLLCALL_MANAGEMENT_PORT"));
    assertThat(port(server, "http")).isEqualTo(text(config, "/data/ROLLCALL_PORT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void aServerLeavesInGoodOrderAndIsReplacedFirst(String overlay) {
    JsonNode deployment = only(render(overlay), "Deployment");
    JsonNode pod = deployment.at("/spec/template/spec");
    int sleep = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

    assertThat(sleep).isPositive();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(sleep + 60);
    assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
    JsonNode budget = only(render(overlay), "PodDisruptionBudget");
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.at("/spec/selector")).isEqualTo(deployment.at("/spec/selector"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void tablesAreBroughtUpToDateByAnotherUserBeforeAServerStarts(String overlay) {
    JsonNode pod = only(render(overlay), "Deployment").at("/spec/template/spec");
    JsonNode migration = pod.at("/initContainers/0");
    JsonNode server = pod.at("/containers/0");

    assertThat(text(migration, "/image")).isEqualTo(text(server, "/image"));
    assertThat(text(migration, "/args/0")).isEqualTo("migrate");
    assertThat(text(variable(server, "ROLLCALL_DB_MIGRATE"), "/value")).isEqualTo("false");
    assertThat(text(variable(migration, "ROLLCALL_DB_USERNAME"), "/value"))
        .isNotEqualTo(text(variable(server, "ROLLCALL_DB_USERNAME"), "/value"));
    assertThat(text(variable(migration, "ROLLCALL_DB_PASSWORD"), "/valueFrom/secretKeyRef/key"))
        .isNotEqualTo(
            text(variable(server, "ROLLCALL_DB_PASSWORD"), "/valueFrom/secretKeyRef/key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void everyVariableIsOneThatRollcallReads(String overlay) throws IOException {
    JsonNode pod = only(render(overlay), "Deployment").at("/spec/template/spec");
    JsonNode config = config(overlay, text(pod, "/containers/0/envFrom/0/configMapRef/name"));
    var names = new ArrayList<String>();
    config.path("data").fieldNames().forEachRemaining(names::add);
    containers(pod)
        .forEach(c -> c.path("env").forEach(variable -> names.add(text(variable, "/name"))));

    assertThat(names).contains("ROLLCALL_DB_URL", "ROLLCALL_PUBLIC_URL");
    var read = new TreeSet<>(Settings.VARIABLES);
    read.addAll(OperationsTest.variablesOfLimits());
    assertThat(read).contains("ROLLCALL_SHUTDOWN_SPREAD").containsAll(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void noSecretIsHeldHereAndEachIsAskedForByName(String overlay) {
    assertThat(render(overlay)).noneMatch(object -> kind(object).equals("Secret"));
    for (JsonNode pod : pods(overlay)) {
      for (JsonNode container : containers(pod)) {
        for (JsonNode variable : container.path("env")) {
          if (text(variable, "/name").contains("PASSWORD")) {
            assertThat(text(variable, "/valueFrom/secretKeyRef/name")).isEqualTo("rollcall");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void nothingGoesInOrOutButWhatIsNamed(String overlay) {
    List<JsonNode> policies = all(render(overlay), "NetworkPolicy");
    JsonNode deny =
        policies.stream()
            .filter(policy -> text(policy, "/metadata/name").equals("default-deny"))
            .findFirst()
            .orElseThrow();

    assertThat(deny.at("/spec/podSelector")).isEmpty();
    assertThat(list(deny.at("/spec/policyTypes")))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(policies)
        .allSatisfy(policy -> {
          for (JsonNode rule : list(policy.at("/spec/ingress"))) {
            assertThat(rule.path("from")).as(nameOf(policy)).isNotEmpty();
            assertThat(rule.path("ports")).as(nameOf(policy)).isNotEmpty();
          }
          for (JsonNode rule : list(policy.at("/spec/egress"))) {
            assertThat(rule.path("to")).as(nameOf(policy)).isNotEmpty();
            assertThat(rule.path("ports")).as(nameOf(policy)).isNotEmpty();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void theIngressKeepsSocketsOpenUnderTls(String overlay) {
    JsonNode ingress = only(render(overlay), "Ingress");
    String host = text(ingress, "/spec/rules/0/host");
    JsonNode config =
        config(overlay, text(only(render(overlay), "Deployment"), SERVER + CONFIGURED));

    assertThat(text(ingress, "/spec/tls/0/hosts/0")).isEqualTo(host);
    assertThat(text(ingress, "/spec/tls/0/secretName")).isNotEmpty();
    assertThat(text(config, "/data/ROLLCALL_PUBLIC_URL")).isEqualTo("https://" + host);
    assertThat(ingress.at(ANNOTATION + "proxy-read-timeout").asInt()).isGreaterThan(60);
    assertThat(ingress.at(ANNOTATION + "proxy-send-timeout").asInt()).isGreaterThan(60);
    assertThat(text(ingress, ANNOTATION + "proxy-body-size")).isEqualTo("64m");
    String service = text(ingress, "/spec/rules/0/http/paths/0/backend/service/name");
    JsonNode target =
        all(render(overlay), "Service").stream()
            .filter(object -> text(object, "/metadata/name").equals(service))
            .findFirst()
            .orElseThrow();
    assertThat(target.at("/spec/ports")).hasSize(1);
    assertThat(text(target, "/spec/ports/0/targetPort")).isEqualTo("http");
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void backupsAreMadeEachNightAndOldOnesDeleted(String overlay) {
    JsonNode job = named(overlay, "CronJob", "rollcall-backup");
    JsonNode scripts = scripts(overlay, pod(job));
    JsonNode connection = config(overlay, text(pod(job), "/containers/0" + CONFIGURED));

    assertThat(text(job, "/spec/schedule")).matches("\\d+ \\d+ \\* \\* \\*");
    assertThat(text(job, "/spec/concurrencyPolicy")).isEqualTo("Forbid");
    assertThat(text(pod(job), "/containers/0/command/1")).isEqualTo("/scripts/backup.sh");
    assertThat(text(scripts, "/data/backup.sh"))
        .contains("--single-transaction", "--skip-add-locks", "-delete", "erasures.sh");
    String all = scripts.path("data").toString();
    connection
        .path("data")
        .fieldNames()
        .forEachRemaining(name -> assertThat(all).contains("$" + name));
    JsonNode config =
        config(overlay, text(only(render(overlay), "Deployment"), SERVER + CONFIGURED));
    assertThat(text(config, "/data/ROLLCALL_DB_URL"))
        .startsWith("jdbc:mysql://" + text(connection, "/data/HOST") + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void theListOfErasuresIsKeptEveryTenMinutesBesideTheBackups(String overlay) {
    JsonNode job = named(overlay, "CronJob", "rollcall-erasures");

    assertThat(text(job, "/spec/schedule")).isEqualTo("*/10 * * * *");
    assertThat(text(pod(job), "/containers/0/command/1")).isEqualTo("/scripts/erasures.sh");
    for (String other : List.of("rollcall-backup", "rollcall-erasures", "rollcall-restore")) {
      JsonNode pod = pod(named(overlay, "CronJob", other));
      assertThat(text(pod, "/volumes/0/persistentVolumeClaim/claimName"))
          .isEqualTo("rollcall-backup");
      // a volume that is at one node at a time
      JsonNode beside =
          pod.at("/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0");
      assertThat(text(beside, "/topologyKey")).isEqualTo("kubernetes.io/hostname");
      assertThat(beside.at("/labelSelector/matchLabels"))
          .isEqualTo(
              named(overlay, "CronJob", other)
                  .at("/spec/jobTemplate/spec/template/metadata/labels"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void aRestoreIsTheFormOfAJobThatNeverRunsByItself(String overlay) {
    JsonNode job = named(overlay, "CronJob", "rollcall-restore");
    JsonNode load = pod(job).at("/initContainers/0");
    JsonNode restored = pod(job).at("/containers/0");
    JsonNode server = only(render(overlay), "Deployment").at(SERVER);

    assertThat(job.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt(6)).isZero();
    assertThat(text(load, "/command/1")).isEqualTo("/scripts/restore.sh");
    assertThat(text(variable(load, "FILE"), "/value")).isEmpty();
    assertThat(text(scripts(overlay, pod(job)), "/data/restore.sh"))
        .contains("--user=rollcall_owner", "DROP DATABASE", "CREATE DATABASE");
    assertThat(list(restored.path("args")))
        .extracting(JsonNode::asText)
        .containsExactly("restored", "--erasures=/backup/erasures.csv");
    assertThat(text(restored, "/image")).isEqualTo(text(server, "/image"));
    assertThat(restored.path("resources")).isEqualTo(server.path("resources"));
    assertThat(text(variable(restored, "ROLLCALL_DB_USERNAME"), "/value"))
        .isEqualTo("rollcall_owner");
    assertThat(text(variable(restored, "ROLLCALL_DB_URL"), "/valueFrom/configMapKeyRef/name"))
        .isEqualTo(text(server, CONFIGURED));
    assertThat(list(restored.path("env")))
        .extracting(variable -> text(variable, "/name"))
        .isSubsetOf(Settings.VARIABLES)
        .doesNotContain("ROLLCALL_DB_MIGRATE");
    for (JsonNode container : List.of(load, restored)) {
      assertThat(list(container.path("env")))
          .filteredOn(variable -> text(variable, "/name").endsWith("PASSWORD"))
          .extracting(variable -> text(variable, "/valueFrom/secretKeyRef/key"))
          .containsExactly("owner-password");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void whatWorksOnBackupsComesToTheDatabaseAndIsFoundByNoService(String overlay) {
    String name = "app.kubernetes.io~1name";
    for (JsonNode job : all(render(overlay), "CronJob")) {
      assertThat(text(job, "/spec/jobTemplate/spec/template/metadata/labels/" + name))
          .isEqualTo("rollcall-backup");
    }
    assertThat(all(render(overlay), "Service"))
        .noneMatch(service -> text(service, "/spec/selector/" + name).equals("rollcall-backup"));
    assertThat(
            named(overlay, "NetworkPolicy", "rollcall-to-database")
                .at("/spec/podSelector/matchExpressions/0/values"))
        .extracting(JsonNode::asText)
        .containsExactly("rollcall", "rollcall-backup");
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void whatServesHasTheMemoryThatItMayTake(String overlay) {
    List<JsonNode> serving =
        render(overlay).stream()
            .filter(object -> List.of("Deployment", "StatefulSet").contains(kind(object)))
            .flatMap(object -> containers(object.at("/spec/template/spec")).stream())
            .toList();

    assertThat(serving).isNotEmpty();
    assertThat(serving)
        .allSatisfy(container ->
            assertThat(text(container, "/resources/requests/memory"))
                .isEqualTo(text(container, "/resources/limits/memory")));
  }

  @Test
  void theSmallOneBringsItsDatabaseWithAVolume() {
    JsonNode mysql = only(render(SMALL), "StatefulSet");

    assertThat(text(mysql, "/spec/volumeClaimTemplates/0/spec/resources/requests/storage"))
        .isNotEmpty();
    assertThat(text(mysql, SERVER + "/volumeMounts/0/mountPath")).isEqualTo("/var/lib/mysql");
    // the root of a new volume holds lost+found, and MySQL begins in an empty folder alone
    assertThat(text(mysql, SERVER + "/volumeMounts/0/subPath")).isEqualTo("mysql");
    assertThat(text(config(SMALL, text(mysql, VOLUME_OF_CONFIG)), "/data/rollcall.cnf"))
        .contains("innodb_flush_log_at_trx_commit = 1", "sync_binlog = 1");
  }

  @Test
  void theLargeOneGrowsWithItsSocketsAndIsSpread() {
    JsonNode deployment = only(render(LARGE), "Deployment");
    JsonNode scaler = only(render(LARGE), "HorizontalPodAutoscaler");

    assertThat(all(render(LARGE), "StatefulSet")).isEmpty();
    assertThat(deployment.path("spec").has("replicas")).isFalse();
    assertThat(scaler.at("/spec/minReplicas").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(text(scaler, "/spec/metrics/0/pods/metric/name")).isEqualTo("rollcall_sockets_open");
    assertThat(text(scaler, "/spec/metrics/1/resource/name")).isEqualTo("cpu");
    assertThat(list(deployment.at("/spec/template/spec/topologySpreadConstraints")))
        .extracting(constraint -> text(constraint, "/topologyKey"))
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    assertThat(list(deployment.at("/spec/template/spec/topologySpreadConstraints")))
        .allMatch(constraint -> text(constraint, "/nodeTaintsPolicy").equals("Honor"));
    JsonNode backup = pod(named(LARGE, "CronJob", "rollcall-backup"));
    JsonNode connection = config(LARGE, text(backup, "/containers/0" + CONFIGURED));
    assertThat(text(connection, "/data/SSL_MODE")).isEqualTo("VERIFY_IDENTITY");
    assertThat(text(connection, "/data/SSL_CA")).startsWith("/ca/");
  }

  @Test
  void monitoringIsAComponentThatFindsThePort() throws Exception {
    Path overlay = Files.createDirectories(Path.of("target/k8s-monitored"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        resources: [../../k8s/overlays/small]
        components: [../../k8s/components/monitoring]
        """);
    List<JsonNode> objects = render(overlay.toString());
    JsonNode monitor = only(objects, "ServiceMonitor");
    JsonNode wanted = monitor.at("/spec/selector/matchLabels");

    List<JsonNode> services =
        all(objects, "Service").stream()
            .filter(service ->
                wanted.properties().stream()
                    .allMatch(label ->
                        label
                            .getValue()
                            .equals(service.at("/metadata/labels").path(label.getKey()))))
            .toList();
    assertThat(services).hasSize(1);
    assertThat(text(services.getFirst(), "/spec/ports/0/name"))
        .isEqualTo(text(monitor, "/spec/endpoints/0/port"));
    assertThat(text(monitor, "/spec/endpoints/0/path")).isEqualTo("/prometheus");
    assertThat(objects)
        .filteredOn(object -> !kind(object).equals("ServiceMonitor"))
        .allSatisfy(object -> assertThat(StrictReading.faults(object)).isEmpty());
    assertThat(all(render(SMALL), "ServiceMonitor")).isEmpty();
  }

  @Test
  void aRehearsalIsTheFormOfAJobThatComesToTheServersAndToNothingElse() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/k8s-rehearsed"));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        resources: [../../k8s/overlays/small]
        components: [../../k8s/components/rehearsal]
        """);
    String overlay = folder.toString();
    JsonNode job = named(overlay, "CronJob", "rollcall-rehearsal");
    JsonNode rehearsal = pod(job).at("/containers/0");
    List<String> arguments = list(rehearsal.path("args")).stream().map(JsonNode::asText).toList();

    assertThat(render(overlay))
        .allSatisfy(object -> assertThat(StrictReading.faults(object)).isEmpty());
    assertLockedAndLimited(overlay);
    assertThat(job.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt(6)).isZero();
    assertThat(text(rehearsal, "/image"))
        .isEqualTo(text(only(render(overlay), "Deployment"), SERVER + "/image"));
    assertThat(arguments.subList(0, 3))
        .containsExactly("rehearse", "--server=http://rollcall", "--i-own-this-server");
    assertThat(text(named(overlay, "Service", "rollcall"), "/spec/ports/0/port")).isEqualTo("80");
    String document = Files.readString(Path.of("docs/operations.md"));
    for (String argument : arguments.subList(3, arguments.size())) {
      String variable = argument.substring(argument.indexOf("$(") + 2, argument.length() - 1);
      assertThat(argument)
          .isEqualTo("--" + variable.toLowerCase(Locale.ROOT) + "=$(" + variable + ")");
      assertThat(document).contains("| `--" + variable.toLowerCase(Locale.ROOT) + "=N` |");
      assertThat(text(variable(rehearsal, variable), "/value")).matches("\\d+");
    }
    assertThat(text(variable(rehearsal, "ROLLCALL_ADMIN_PASSWORD"), "/valueFrom/secretKeyRef/key"))
        .isEqualTo("admin-password");
    // out to the servers, into the servers, and in no policy but these
    String label = "/matchLabels/app.kubernetes.io~1name";
    JsonNode out = named(overlay, "NetworkPolicy", "rollcall-rehearsal");
    JsonNode in = named(overlay, "NetworkPolicy", "rollcall-from-rehearsal");
    assertThat(text(out, "/spec/podSelector" + label)).isEqualTo("rollcall-rehearsal");
    assertThat(text(out, "/spec/egress/0/to/0/podSelector" + label)).isEqualTo("rollcall");
    assertThat(text(in, "/spec/podSelector" + label)).isEqualTo("rollcall");
    assertThat(text(in, "/spec/ingress/0/from/0/podSelector" + label))
        .isEqualTo("rollcall-rehearsal");
    assertThat(
            List.of(
                text(out, "/spec/egress/0/ports/0/port"), text(in, "/spec/ingress/0/ports/0/port")))
        .containsOnly("http");
    assertThat(all(render(SMALL), "CronJob"))
        .noneMatch(other -> nameOf(other).contains("rehearsal"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SMALL, LARGE})
  void whoeverSpeaksToTheDatabaseHasItsAuthority(String overlay) {
    var speakers = new ArrayList<String>();
    for (JsonNode pod : pods(overlay)) {
      boolean held =
          list(pod.path("volumes")).stream()
              .anyMatch(volume ->
                  text(volume, "/configMap/name").equals("rollcall-database-ca")
                      && volume.at("/configMap/optional").asBoolean());
      for (JsonNode container : containers(pod)) {
        if (!text(container, "/name").equals("mysql")) {
          speakers.add(text(container, "/name"));
          assertThat(held).isTrue();
          assertThat(list(container.path("volumeMounts")))
              .as(text(container, "/name"))
              .anyMatch(mount ->
                  text(mount, "/name").equals("ca") && text(mount, "/mountPath").equals("/ca"));
        }
      }
    }
    assertThat(speakers)
        .containsExactlyInAnyOrder("migrate", "rollcall", "backup", "erasures", "load", "restored");
  }

  @Test
  void theImageIsTheOneThatTheBuildMakes() throws IOException {
    var version = Pattern.compile("<artifactId>rollcall</artifactId>\\s*<version>([^<]+)<");
    var found = version.matcher(Files.readString(Path.of("pom.xml")));

    assertThat(found.find()).isTrue();
    assertThat(text(only(render(SMALL), "Deployment"), SERVER + "/image"))
        .isEqualTo("rollcall:" + found.group(1));
  }

  private static List<JsonNode> render(String overlay) {
    return RENDERED.computeIfAbsent(overlay, KubernetesTest::kustomize);
  }

  private static List<JsonNode> kustomize(String overlay) {
    try {
      Process process =
          new ProcessBuilder("kubectl", "kustomize", overlay)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var mapper = new YAMLMapper();
      List<JsonNode> objects;
      try (var parser = mapper.createParser(process.getInputStream())) {
        objects = mapper.readValues(parser, JsonNode.class).readAll();
      }
      assertThat(process.waitFor()).as("kubectl kustomize " + overlay).isZero();
      return objects;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> pods(String overlay) {
    return render(overlay).stream()
        .flatMap(object ->
            Stream.of("/spec/template/spec", "/spec/jobTemplate/spec/template/spec")
                .map(object::at))
        .filter(pod -> pod.has("containers"))
        .toList();
  }

  private static List<JsonNode> containers(JsonNode pod) {
    return Stream.concat(
            list(pod.path("initContainers")).stream(), list(pod.path("containers")).stream())
        .toList();
  }

  private static JsonNode variable(JsonNode container, String name) {
    return list(container.path("env")).stream()
        .filter(variable -> text(variable, "/name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String port(JsonNode container, String name) {
    return list(container.path("ports")).stream()
        .filter(port -> text(port, "/name").equals(name))
        .findFirst()
        .orElseThrow()
        .path("containerPort")
        .asText();
  }

  /** The ConfigMap by the name that is asked for, which ends with a hash of its contents. */
  private static JsonNode config(String overlay, String name) {
    return all(render(overlay), "ConfigMap").stream()
        .filter(map -> text(map, "/metadata/name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode named(String overlay, String kind, String name) {
    return all(render(overlay), kind).stream()
        .filter(object -> text(object, "/metadata/name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What a CronJob runs. */
  private static JsonNode pod(JsonNode job) {
    return job.at("/spec/jobTemplate/spec/template/spec");
  }

  private static JsonNode scripts(String overlay, JsonNode pod) {
    return list(pod.path("volumes")).stream()
        .filter(volume -> text(volume, "/name").equals("scripts"))
        .map(volume -> config(overlay, text(volume, "/configMap/name")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode only(List<JsonNode> objects, String kind) {
    assertThat(all(objects, kind)).as(kind).hasSize(1);
    return all(objects, kind).getFirst();
  }

  private static List<JsonNode> all(List<JsonNode> objects, String kind) {
    return objects.stream().filter(object -> kind(object).equals(kind)).toList();
  }

  private static String kind(JsonNode object) {
    return text(object, "/kind");
  }

  private static String nameOf(JsonNode object) {
    return kind(object) + " " + text(object, "/metadata/name");
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
