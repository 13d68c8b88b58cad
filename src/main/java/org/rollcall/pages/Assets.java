package org.rollcall.pages;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All files of the pages. A module names others by plain paths and bare names; the import map in
 * each page leads them to addresses that carry the hash of the contents and so may be kept for
 * ever.
 */
@Singleton
final class Assets {
  static final String ICONS = "app/icons.svg";

  /** Bare names of libraries, as modules import them. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "lit", "lib/lit/index.js",
          "lit-html", "lib/lit-html/lit-html.js",
          "lit-element/lit-element.js", "lib/lit-element/lit-element.js",
          "@lit/reactive-element", "lib/reactive-element/reactive-element.js",
          "idb", "lib/idb/build/index.js",
          "chart.js", "lib/chart.js/dist/chart.umd.min.js",
          "zxing", "lib/html5-qrcode/third_party/zxing-js.umd.min.js");

  /** Libraries whose modules are imported one by one, by the beginning of their names. */
  private static final Map<String, String> FOLDERS =
      Map.of("lit/", "lib/lit/", "lit-html/", "lib/lit-html/");

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)(?: ([^}]+))?}}");
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom|\\bimport)\\s*(\\()?\\s*[\"']([^\"'\\s]+)[\"']");
  private static final Pattern HASHED = Pattern.compile("(.+)\\.([0-9a-f]{12})(\\.\\w+)");
  private static final Pattern SVG =
      Pattern.compile("<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", Pattern.DOTALL);

  private final Map<String, Asset> files;
  private final String importMap;

  Assets() {
    files = read();
    Asset icons = Asset.of(ICONS, icons());
    files.put(icons.path(), icons);
    importMap = importMap(files);
  }

  /**
   * An asset by the path of its address.
   *
   * @param forEver whether the address names the contents, and not only the file
   */
  record Found(Asset asset, boolean forEver) {}

  /** What is served at a path, with or without a hash in it; null if nothing is. */
  @Nullable Found find(String path) {
    Asset plain = files.get(path);
    if (plain != null) {
      return new Found(plain, false);
    }
    Matcher hashed = HASHED.matcher(path);
    Asset named = hashed.matches() ? files.get(hashed.group(1) + hashed.group(3)) : null;
    // another version's address: what is here is not what was asked for
    return named != null && named.hash().equals(hashed.group(2)) ? new Found(named, true) : null;
  }

  /**
   * A page or script made from its template: {@code {{importmap}}}, {@code {{preload
   * app/x/main.js}}} for links to all that a module imports, {@code {{url app/x.css}}}, {@code
   * {{files app/x/main.js}}} for the addresses of all that it imports at any time, {@code
   * {{version}}} for a hash of them all.
   */
  Asset render(String template) {
    String text =
        PLACE
            .matcher(file(template).text())
            .replaceAll(place -> Matcher.quoteReplacement(fill(place)));
    return Asset.of(template, text);
  }

  /** The source that allows the import map under the content security policy. */
  String importMapSource() {
    byte[] hash = Asset.sha256(importMap.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  private String fill(MatchResult place) {
    @Nullable String argument = place.group(2);
    return switch (place.group(1)) {
      case "importmap" -> "<script type=\"importmap\">" + importMap + "</script>";
      case "preload" ->
          closure(Objects.requireNonNull(argument), false).stream()
              .map(asset -> "<link rel=\"modulepreload\" href=\"" + asset.address() + "\">")
              .collect(Collectors.joining("\n  "));
      case "url" -> file(Objects.requireNonNull(argument)).address();
      case "files" ->
          closure(Objects.requireNonNull(argument), true).stream()
              .map(asset -> "\"" + asset.address() + "\"")
              .collect(Collectors.joining(",\n  "));
      case "version" ->
          Asset.of(
                  "all.js",
                  files.values().stream()
                      .map(Asset::address)
                      .sorted()
                      .collect(Collectors.joining()))
              .hash();
      default -> throw new IllegalArgumentException(place.group());
    };
  }

  /** A module and all that it imports, at once or also later. */
  private Set<Asset> closure(String path, boolean also) {
    Set<Asset> all = new LinkedHashSet<>();
    follow(file(path), also, all);
    return all;
  }

  private void follow(Asset module, boolean later, Set<Asset> all) {
    if (!all.add(module)) {
      return;
    }
    IMPORT
        .matcher(module.text())
        .results()
        .filter(found -> later || found.group(1) == null)
        .map(found -> resolve(module.path(), found.group(2)))
        .filter(Objects::nonNull)
        .forEach(path -> follow(file(Objects.requireNonNull(path)), later, all));
  }

  private static @Nullable String resolve(String from, String name) {
    if (name.startsWith(".")) {
      return URI.create("/" + from).resolve(name).getPath().substring(1);
    }
    if (name.startsWith("/")) {
      return name.substring(1);
    }
    String library = LIBRARIES.get(name);
    return library != null
        ? library
        : FOLDERS.entrySet().stream()
            .filter(folder -> name.startsWith(folder.getKey()))
            .map(folder -> folder.getValue() + name.substring(folder.getKey().length()))
            .findFirst()
            .orElse(null);
  }

  private Asset file(String path) {
    Asset asset = files.get(path);
    if (asset == null) {
      throw new IllegalStateException("there is no file " + path + " among the pages' files");
    }
    return asset;
  }

  private static String importMap(Map<String, Asset> files) {
    var imports = new TreeMap<String, String>();
    files.values().stream()
        .filter(asset -> asset.path().endsWith(".js"))
        .forEach(asset -> imports.put("/" + asset.path(), asset.address()));
    LIBRARIES.forEach(
        (name, path) -> imports.put(name, Objects.requireNonNull(files.get(path)).address()));
    FOLDERS.forEach((name, folder) ->
        files.values().stream()
            .filter(asset -> asset.path().startsWith(folder) && asset.path().endsWith(".js"))
            .forEach(asset ->
                imports.put(name + asset.path().substring(folder.length()), asset.address())));
    return imports.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
        .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
  }

  private static Map<String, Asset> read() {
    Map<String, Asset> all = new HashMap<>();
    URL root = Objects.requireNonNull(Assets.class.getResource("/public"), "no folder public");
    try {
      if (root.getProtocol().equals("jar")) {
        try (var jar = FileSystems.newFileSystem(root.toURI(), Map.of())) {
          read(jar.getPath("/public"), all);
        }
      } else {
        read(Path.of(root.toURI()), all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  private static void read(Path root, Map<String, Asset> all) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(root)) {
      found = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : found) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (Asset.isServed(path)) {
        all.put(path, Asset.of(path, Files.readAllBytes(file)));
      }
    }
  }

  /** The icons named in {@code icons.txt} as one file of symbols. */
  private static String icons() {
    return text("/public/icons.txt")
        .lines()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(Assets::symbol)
        .collect(Collectors.joining("", "<svg xmlns=\"http://www.w3.org/2000/svg\">", "</svg>"));
  }

  private static String symbol(String name) {
    Matcher svg = SVG.matcher(text("/icons/" + name + ".svg"));
    if (!svg.find()) {
      throw new IllegalStateException("the icon " + name + " is not drawn as expected");
    }
    return "<symbol id=\"%s\" viewBox=\"%s\">%s</symbol>"
        .formatted(name, svg.group(1), svg.group(2).strip());
  }

  private static String text(String resource) {
    try (var stream = Assets.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
