package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/// In what condition a restore that did not complete left its target.
public enum TargetCondition {
  @JsonProperty("untouched")
  UNTOUCHED("The target is as it was before.", "Restore again once the reason is out of the way."),
  @JsonProperty("dropped")
  DROPPED(
      "What was in the way is dropped, or a part of it, and nothing is loaded.",
      "Restore again, with the same consent."),
  @JsonProperty("partly_replaced")
  PARTLY_REPLACED(
      "Some collections are the backup's, whole and proven, the others still the target's own.",
      "Restore again with consent: what is left is replaced then."),
  @JsonProperty("partly_loaded")
  PARTLY_LOADED(
      "Some documents are loaded, none of the collections is known to be whole.",
      "Restore again with consent: what is there is dropped first."),
  @JsonProperty("not_replayed")
  NOT_REPLAYED(
      "All documents are loaded as they were dumped, at different times; they are of no one moment.",
      "Restore again with consent: what is there is dropped first."),
  @JsonProperty("not_indexed")
  NOT_INDEXED(
      "All documents are there as of the point in time; indexes, views or users may be missing.",
      "Restore again with consent, or compare the target with the backup to see what is missing."),
  @JsonProperty("not_proven")
  NOT_PROVEN(
      "Everything is there, but not all of it was compared with the backup.",
      "Compare the target with the backup, or restore again with consent."),
  @JsonProperty("different")
  DIFFERENT(
      "Everything was compared with the backup; the collections that differ are named, the others"
          + " are whole.",
      "Find out who wrote to the target meanwhile, then restore again with consent.");

  private final String meaning;
  private final String advice;

  TargetCondition(String meaning, String advice) {
    this.meaning = meaning;
    this.advice = advice;
  }

  /// What it means, in a sentence.
  public String meaning() {
    return meaning;
  }

  /// What to do next.
  public String advice() {
    return advice;
  }
}
