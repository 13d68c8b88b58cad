package org.rollcall.roster;

import java.util.Map;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

@RequiresDocker
class RosterMySqlIT extends RosterContract {
  @Override
  Map<String, String> environment() {
    return MySqlServer.shared().newDatabase().environment();
  }
}
