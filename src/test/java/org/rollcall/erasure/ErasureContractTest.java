package org.rollcall.erasure;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ErasureContractTest extends ErasureContract {
  @TempDir static Path folder;

  @Override
  Map<String, String> environment() {
    return Map.of("ROLLCALL_DATA", folder.toString());
  }
}
