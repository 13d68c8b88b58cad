package org.rollcall.site;

import java.util.Map;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

@RequiresDocker
class SiteVersionMySqlIT extends SiteVersionContract {
  @Override
  Map<String, String> environment() {
    return MySqlServer.shared().newDatabase().environment();
  }
}
