package org.rollcall.access;

import java.util.Map;
import java.util.UUID;

class AccessContractTest extends AccessContract {
  private final String database = UUID.randomUUID().toString();

  @Override
  RunningServer start(Map<String, Object> properties) {
    return RunningServer.startRealOn(database, properties);
  }
}
