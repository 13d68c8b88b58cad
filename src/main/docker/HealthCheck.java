import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Ends with 0 if the address given answers 200, for engines that ask by running a command. */
final class HealthCheck {
  private static final int PATIENCE_MILLIS = 5_000;

  private HealthCheck() {}

  public static void main(String[] arguments) throws IOException {
    var connection = (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      System.err.println(arguments[0] + " answers " + status);
      System.exit(1);
    }
  }
}
