package org.rollcall.roster;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a table is about. */
enum ImportKind {
  @JsonProperty("sites")
  SITES,
  @JsonProperty("delegates")
  DELEGATES
}
