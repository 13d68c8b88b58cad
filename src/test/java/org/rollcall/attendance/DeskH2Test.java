package org.rollcall.attendance;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.Settings;

/** The desk's promises on the embedded database, in a file. */
class DeskH2Test extends DeskContractTest {
  @TempDir static Path folder;

  @Override
  Settings settings() {
    return Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString()));
  }
}
