package org.rollcall.checkin;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;

class CrowdSocketTest extends CrowdContract {
  @TempDir private Path folder;

  @Override
  RunningServer startServer() {
    return RunningServer.onH2(folder, LIMITS);
  }
}
