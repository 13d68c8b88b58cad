package org.rollcall.roster;

import org.rollcall.attendance.Register;
import org.rollcall.conference.Registering.Checked;

/** A table that was read. */
interface Sheet {
  /**
   * What there is to write, all or nothing; refuses the table if anything in it is wrong.
   *
   * @param listedChanges how many changes the answer lists; {@link ListedChanges#NOT_ASKED} for
   *     none
   */
  Checked<Imported> check(Register register, int listedChanges);
}
