package org.rollcall.roster;

/** Is told how far an import is. Called on the import's thread. */
interface ImportProgress {
  /** For those who wait for the end. */
  ImportProgress UNSEEN =
      new ImportProgress() {
        @Override
        public void read(int rows) {}

        @Override
        public void checking() {}

        @Override
        public void staged(int rows) {}
      };

  /** So many rows of the table were read. */
  void read(int rows);

  /** The table is held against what is registered; perhaps again, if that moved on. */
  void checking();

  /** So many rows that change are in the database, where nobody sees them yet. */
  void staged(int rows);
}
