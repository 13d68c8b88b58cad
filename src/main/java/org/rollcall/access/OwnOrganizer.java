package org.rollcall.access;

import jakarta.inject.Singleton;
import java.security.SecureRandom;

/**
 * An organizer for this process itself: whoever runs the server may do everything, and needs no
 * person's password for it. Blocks; safe for use from any thread.
 */
@Singleton
public final class OwnOrganizer {
  private final Users users;
  private final SecureRandom random = new SecureRandom();

  OwnOrganizer(Users users) {
    this.users = users;
  }

  /**
   * Makes an organizer of that name, or gives the one of that name a new password, which signs him
   * out everywhere.
   *
   * @return the password, kept nowhere else
   * @throws IllegalStateException if that name belongs to a user who is no organizer
   */
  public String renew(String username) {
    String password = Token.password(random);
    var known =
        users.all().stream()
            .map(Users.Known::account)
            .filter(account -> account.username().equals(username))
            .findFirst();
    if (known.isEmpty()) {
      users.make(username, new Users.Change(Role.ORGANIZER, null, password, false));
    } else if (known.get().role() == Role.ORGANIZER) {
      users.change(known.get().key(), new Users.Change(null, null, password, false));
    } else {
      throw new IllegalStateException("the user " + username + " is no organizer");
    }
    return password;
  }
}
