package org.rollcall.roster;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ImportJobContractTest extends ImportJobContract {
  @TempDir static Path folder;

  @Override
  Map<String, String> environment() {
    return Map.of("ROLLCALL_DATA", folder.toString());
  }
}
