package io.holdfast.api.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A yes or no in a query, spelt as JSON spells it. (The framework would read anything else as no.)
public enum Flag {
  @JsonProperty("true")
  TRUE,
  @JsonProperty("false")
  FALSE;

  public boolean isTrue() {
    return this == TRUE;
  }
}
