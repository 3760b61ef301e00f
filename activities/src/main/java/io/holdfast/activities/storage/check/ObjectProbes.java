package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.check.Probe.Outcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Experiments with single objects.
final class ObjectProbes {
  private static final String CONTENT = "Holdfast was here. ".repeat(20);

  /// Every kind of character that a key may have, but those that Holdfast itself never uses.
  private static final String AWKWARD = "keys/A-Z_a-z+0.9=!'(x)~[y]@,;&$#%41";

  private ObjectProbes() {}

  static Outcome reach(Scratch scratch) {
    Refuted.unless(
        scratch.names("", "").isEmpty(), "A random prefix that nobody uses holds objects.");
    Refuted.unless(!scratch.isThere("absent"), "An object that nobody wrote is there.");
    return Outcome.ok("It answers, and says of an absent object that it is absent.");
  }

  static Outcome readBack(Scratch scratch) throws IOException {
    for (String name : new String[] {"object", AWKWARD}) {
      ObjectInfo written = scratch.put(name, CONTENT);
      ObjectInfo seen =
          scratch
              .store()
              .stat(scratch.key(name))
              .orElseThrow(() -> new Refuted("An object that was just written is absent."));
      Refuted.unless(
          seen.equals(written),
          "An object of %d bytes was written, and the store tells of one of %d bytes."
              .formatted(written.length(), seen.length()));
      Refuted.unless(
          scratch.text(name, 0).equals(CONTENT), "What is read is not what was written.");
    }
    Refuted.unless(
        scratch.names("keys/", "").equals(List.of(AWKWARD)),
        "A key with unusual characters is listed by another name.");
    return Outcome.ok("Length, content and unusual characters of keys come back.");
  }

  static Outcome range(Scratch scratch) throws IOException {
    for (int offset : new int[] {1, CONTENT.length() - 1, CONTENT.length(), CONTENT.length() + 1}) {
      String expected = CONTENT.substring(Math.min(offset, CONTENT.length()));
      Refuted.unless(
          scratch.text("object", offset).equals(expected),
          "A read from byte %d of %d brings something else.".formatted(offset, CONTENT.length()));
    }
    return Outcome.ok("Reads begin where they are asked to, at the end too.");
  }

  static Outcome overwrite(Scratch scratch) throws IOException {
    int rounds = 10;
    Set<String> versions = new HashSet<>();
    for (int i = 0; i < rounds; i++) {
      ObjectInfo written = scratch.put("overwritten", "round " + i);
      versions.add(written.version());
      Refuted.unless(
          scratch.text("overwritten", 0).equals("round " + i),
          "After an overwrite the old content is read.");
      Refuted.unless(
          scratch.store().stat(scratch.key("overwritten")).equals(Optional.of(written)),
          "After an overwrite the old version is told of.");
    }
    Refuted.unless(
        versions.size() == rounds, "Different contents have the same version tag (ETag).");
    return Outcome.ok("%d overwrites, each seen at once.".formatted(rounds));
  }

  static Outcome delete(Scratch scratch) {
    scratch.put("deleted/one", "x");
    scratch.put("deleted/two", "x");
    scratch.store().delete(scratch.key("deleted/one"));
    Refuted.unless(!scratch.isThere("deleted/one"), "A deleted object is still there.");
    Refuted.unless(
        scratch.names("deleted/", "").equals(List.of("deleted/two")),
        "After a deletion the list is wrong.");
    scratch.store().delete(scratch.key("deleted/one"));
    Refuted.unless(
        scratch.write("deleted/one", "again", Scratch.IF_ABSENT).isPresent(),
        "A deleted object cannot be created again.");
    return Outcome.ok("A deleted object is gone at once, and deleting it again is no error.");
  }

  static Outcome cleanUp(Scratch scratch) {
    long left = scratch.clear();
    return left == 0
        ? Outcome.ok("Nothing is left of the check.")
        : Outcome.warn(
            "%d objects below %s cannot be deleted now.".formatted(left, scratch.key("")));
  }
}
