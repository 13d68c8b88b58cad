package org.rollcall.access;

import java.util.Map;

class HeartbeatContractTest extends HeartbeatContract {
  @Override
  RunningServer start() {
    return RunningServer.startReal(Map.of("rollcall.access.other-servers", "true"));
  }
}
