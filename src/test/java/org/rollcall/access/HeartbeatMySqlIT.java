package org.rollcall.access;

import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

@RequiresDocker
class HeartbeatMySqlIT extends HeartbeatContract {
  @Override
  RunningServer start() {
    return RunningServer.startReal(MySqlServer.shared().newDatabase().settings().toProperties());
  }
}
