package org.rollcall.access;

import java.util.HashMap;
import java.util.Map;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

@RequiresDocker
class AccessMySqlIT extends AccessContract {
  private MySqlServer.Database database;

  @Override
  RunningServer start(Map<String, Object> properties) {
    if (database == null) {
      database = MySqlServer.shared().newDatabase();
    }
    var all = new HashMap<>(database.settings().toProperties());
    all.putAll(properties);
    return RunningServer.startReal(all);
  }
}
