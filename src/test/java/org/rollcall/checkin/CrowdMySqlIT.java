package org.rollcall.checkin;

import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.RunningServer;

@RequiresDocker
class CrowdMySqlIT extends CrowdContract {
  @Override
  RunningServer startServer() {
    return RunningServer.onMySql(MySqlServer.shared().newDatabase(), LIMITS);
  }
}
