package org.rollcall;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The main class of the jar, in byte code that a Java 8 reads: says in one line which Java is
 * needed where the one at hand is too old, and starts {@link Application} otherwise.
 */
public final class Launcher {
  private static final double CLASS_FILE_OF_JAVA_25 = 69.0;

  private Launcher() {}

  public static void main(String[] args) {
    if (Double.parseDouble(System.getProperty("java.class.version")) < CLASS_FILE_OF_JAVA_25) {
      // the default charset of an old Java depends on the machine, and the line is Vietnamese first
      PrintWriter error =
          new PrintWriter(
              new OutputStreamWriter(
                  new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8));
      error.println(
          "Rollcall cần Java 25 trở lên, đây là Java "
              + System.getProperty("java.version")
              + ". / Rollcall needs Java 25 or newer, this is Java "
              + System.getProperty("java.version")
              + ".");
      error.flush();
      System.exit(1);
    }
    Application.main(args);
  }
}
