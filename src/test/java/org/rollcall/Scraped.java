package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rollcall.client.Api;

/**
 * What {@code /prometheus} of a server says.
 *
 * @param text all of it
 */
public record Scraped(String text) {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]");

  /** Asks as an organizer. */
  public static Scraped of(Api organizer) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(organizer.base().resolve("/prometheus"))
              .header("Authorization", "Bearer " + organizer.token())
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return new Scraped(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The names of the metrics; a histogram is one. */
  public Set<String> metrics() {
    return TYPE.matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names under which there are samples. */
  public Set<String> samples() {
    return SAMPLE
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The sum of the samples of that name whose labels have all of these, as {@code kind="board"}.
   */
  public double sum(String name, String... labels) {
    double sum = 0;
    for (String line :
        text.lines().filter(l -> l.startsWith(name + "{") || l.startsWith(name + " ")).toList()) {
      boolean all = true;
      for (String label : labels) {
        all &= line.contains(label);
      }
      if (all) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }
}
