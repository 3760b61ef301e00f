package io.holdfast.activities.storage.check;

/// What is tried on a store, in this order, and what hangs on it.
public enum Point {
  REACH("reach and list", "Without the right to list, no backup is ever found again."),
  READ_BACK(
      "write and read back", "What was written must be what is read, or nothing is a backup."),
  RANGE(
      "read from the middle",
      "A broken download goes on where it was, and large objects are read in parts."),
  OVERWRITE(
      "see an overwrite at once", "A record that looks old makes Holdfast repeat or undo work."),
  CREATE(
      "create only if absent",
      "Two operations at once would both believe that they are the only one."),
  REPLACE(
      "replace only if unchanged",
      "Of two changes to a record at once, one would be lost silently."),
  UPLOAD(
      "stream a large object", "Backups are streamed; half an object must never be taken for one."),
  ORDER(
      "list in order",
      "Lists are read in order and go on behind a key; otherwise backups are missed."),
  LONG_LIST(
      "list past 1,000", "A list that ends after one page hides backups and what belongs to them."),
  DELETE("delete", "What retention lets go must go, or the store fills up."),
  ABANDONED(
      "find abandoned uploads",
      "Uploads cut off by a crash cost money until they are removed; a lifecycle rule does it too."),
  LINK(
      "make links",
      "With links a download comes straight from the store; without, through Holdfast."),
  CLOCK("compare clocks", "Signatures and links fail where clocks differ by minutes."),
  LOCK(
      "lock objects",
      "With locks, nobody who steals Holdfast's credentials can delete backups in time."),
  THROUGHPUT(
      "measure throughput", "It says how long a backup and, more important, a restore will take."),
  CLEAN_UP("clean up", "The check leaves nothing behind, or says what.");

  private final String title;
  private final String meaning;

  Point(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  public String title() {
    return title;
  }

  /// What it means for Holdfast, in a sentence.
  public String meaning() {
    return meaning;
  }
}
