import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.zip.GZIPOutputStream;

/**
 * Builds the container image, run by {@code mvn -Pimage package} on the JDK of the build: links a
 * runtime of what the jar needs, chooses the base, and lets the engine do the rest (Dockerfile).
 *
 * <p>Arguments: the folder of the sources, the jar, a folder to work in, the image's name, its
 * version, and a base, or nothing for the usual one.
 */
final class BuildImage {
  /** Has the C library; the runtime brings all else. */
  private static final String USUAL_BASE = "debian:stable-slim";

  private static final String STAND_IN = "rollcall-base:debian";
  private static final long PULL_SECONDS = 120;
  private static final long MOST_BYTES = 250_000_000;

  /** Beside what the jar's classes name: what drivers and the framework ask for at run time. */
  private static final String MODULES =
      String.join(
          ",",
          "java.base",
          "java.compiler",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.charsets",
          "jdk.crypto.ec",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  private BuildImage() {}

  public static void main(String[] arguments) throws Exception {
    Path sources = Path.of(arguments[0]);
    Path jar = Path.of(arguments[1]);
    Path work = Path.of(arguments[2]);
    String image = arguments[3];
    String version = arguments[4];
    require(quietly("docker", "version"), "no Docker engine answers");
    String base = base(arguments.length > 5 ? arguments[5] : "", sources, work);

    Path context = work.resolve("context");
    delete(context);
    Files.createDirectories(context.resolve("data"));
    for (String file : List.of("Dockerfile", "java.options")) {
      Files.copy(sources.resolve(file), context.resolve(file));
    }
    Files.copy(jar, context.resolve("rollcall.jar"), StandardCopyOption.COPY_ATTRIBUTES);
    compile(sources.resolve("Training.java"), context.resolve("training"));
    compile(sources.resolve("HealthCheck.java"), context.resolve("health"));
    link(context.resolve("java"));

    int exit =
        new ProcessBuilder(
                "docker",
                "build",
                "--network",
                "none",
                "--tag",
                image,
                "--build-arg",
                "BASE=" + base,
                "--build-arg",
                "VERSION=" + version,
                context.toString())
            .inheritIO()
            .start()
            .waitFor();
    require(exit == 0, "docker build ended with " + exit);
    long size = compressedSize(image);
    say(image + " is built on " + base + ", " + size / 1_000_000 + " MB compressed");
    require(size < MOST_BYTES, "that is more than " + MOST_BYTES / 1_000_000 + " MB");
  }

  /** The base named, or the usual one, or where that cannot be had one of Debian's packages. */
  private static String base(String named, Path sources, Path work) throws Exception {
    if (!named.isBlank()) {
      require(isAtHand(named) || pull(named), "the base " + named + " cannot be pulled");
      return named;
    }
    if (isAtHand(USUAL_BASE) || pull(USUAL_BASE)) {
      return USUAL_BASE;
    }
    say("the base " + USUAL_BASE + " cannot be pulled: making one from Debian's packages");
    int exit =
        new ProcessBuilder(
                sources.resolve("debian-base").toString(),
                work.resolve("base").toString(),
                STAND_IN)
            .inheritIO()
            .start()
            .waitFor();
    require(exit == 0, "no base: name one at hand with -Dimage.base=…");
    return STAND_IN;
  }

  private static boolean isAtHand(String image) throws InterruptedException {
    return quietly("docker", "image", "inspect", image);
  }

  private static boolean pull(String image) throws InterruptedException {
    return quietly("docker", "pull", "--quiet", image);
  }

  private static boolean quietly(String... command) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    if (!process.waitFor(PULL_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static void compile(Path source, Path classes) {
    run("javac", "-proc:none", "-d", classes.toString(), source.toString());
  }

  private static void link(Path runtime) {
    run(
        "jlink",
        "--output",
        runtime.toString(),
        "--add-modules",
        MODULES,
        "--include-locales",
        "en,vi",
        "--no-header-files",
        "--no-man-pages");
  }

  private static void run(String tool, String... arguments) {
    int exit = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    require(exit == 0, tool + " ended with " + exit);
  }

  /** As a registry would keep it, near enough: layers are compressed one by one there. */
  private static long compressedSize(String image) throws Exception {
    var counted =
        new OutputStream() {
          private long bytes;

          @Override
          public void write(int b) {
            bytes++;
          }

          @Override
          public void write(byte[] buffer, int offset, int length) {
            bytes += length;
          }
        };
    Process save = new ProcessBuilder("docker", "save", image).start();
    try (InputStream saved = save.getInputStream();
        var zipped = new GZIPOutputStream(counted, 65_536)) {
      saved.transferTo(zipped);
    }
    require(save.waitFor() == 0, "docker save ended with " + save.exitValue());
    return counted.bytes;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException thrown)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      say(otherwise);
      System.exit(1);
    }
  }

  private static void say(String line) {
    System.out.println("image: " + line);
  }
}
