package org.rollcall.report;

import java.util.Map;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

@RequiresDocker
class SettlementMySqlIT extends SettlementContract {
  @Override
  Map<String, String> environment() {
    return MySqlServer.shared().newDatabase().environment();
  }
}
