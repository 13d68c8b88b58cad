package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that what a cluster would refuse is found before it is deployed. */
class StrictReadingTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: rollcall
        labels:
          app: rollcall
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: rollcall
        template:
          metadata:
            labels:
              app: rollcall
          spec:
            containers:
              - name: rollcall
                image: rollcall:1
                args: [migrate]
                env:
                  - name: ROLLCALL_PORT
                    value: "8080"
                ports:
                  - containerPort: 8080
                readinessProbe:
                  httpGet:
                    path: /health
                    port: 8080
                securityContext:
                  runAsNonRoot: true
                resources:
                  limits:
                    cpu: "2"
      """;

  @Test
  void aRightObjectHasNoFault() throws Exception {
    assertThat(faults(DEPLOYMENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // unknown
    "replicas: 2, replica: 2, replica",
    "runAsNonRoot: true, runAsNonroot: true, runAsNonroot",
    "path: /health, paths: /health, paths",
    // of a wrong type
    "replicas: 2, replicas: two, replicas",
    "replicas: 2, replicas: '\"2\"', replicas",
    "replicas: 2, replicas: 2.5, replicas",
    "runAsNonRoot: true, runAsNonRoot: '\"true\"', runAsNonRoot",
    "'value: \"8080\"', value: 8080, value",
    "app: rollcall, app: true, labels",
    "args: [migrate], args: migrate, args",
    "args: [migrate], args: [1], args",
    "'- containerPort: 8080', containerPort: 8080, ports",
    // missing
    "'- containerPort: 8080', '- name: http', containerPort",
    "port: 8080, scheme: HTTP, port",
    "'selector:', 'paused:', selector",
    "'name: ROLLCALL_PORT', 'value: \"1\"', name",
  })
  void whatAClusterWouldRefuseIsNamed(String right, String wrong, String named) throws Exception {
    assertThat(DEPLOYMENT).contains(right);

    assertThat(faults(DEPLOYMENT.replaceFirst(Pattern.quote(right), wrong)))
        .isNotEmpty()
        .anySatisfy(fault -> assertThat(fault).contains(named));
  }

  @Test
  void aKindOfAnOldVersionIsNotBuiltIn() throws Exception {
    assertThat(faults(DEPLOYMENT.replace("apps/v1", "extensions/v1beta1")))
        .containsExactly("no built-in kind: extensions/v1beta1#Deployment");
  }

  private static List<String> faults(String yaml) throws Exception {
    JsonNode object = new YAMLMapper().readTree(yaml);
    return StrictReading.faults(object);
  }
}
