package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.check.Probe.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Experiments with lists.
final class ListProbes {
  private static final int MANY = 1_050;

  private ListProbes() {}

  /// Names whose order differs between bytes, words and folders.
  static Outcome order(Scratch scratch) {
    List<String> names =
        List.of("order/B", "order/a-b", "order/a.b/c", "order/a/b", "order/a0", "order/b");
    names.reversed().forEach(name -> scratch.put(name, "x"));
    Refuted.unless(
        scratch.names("order/", "").equals(names),
        "A list is not in the order of its keys' bytes, or not whole.");
    for (int i = 0; i < names.size(); i++) {
      Refuted.unless(
          scratch.names("order/", names.get(i)).equals(names.subList(i + 1, names.size())),
          "A list that begins behind a key is wrong.");
    }
    Refuted.unless(
        scratch.children("order/").equals(List.of("B", "a-b", "a.b/", "a/", "a0", "b")),
        "A list of the names below a folder is wrong.");
    return Outcome.ok("In the order of bytes, from anywhere, with folders.");
  }

  static Outcome skipped(Scratch scratch) {
    return Outcome.skipped("Left out by --quick.");
  }

  static Outcome longList(Scratch scratch) throws IOException {
    List<String> names = IntStream.range(0, MANY).mapToObj("many/%05d"::formatted).toList();
    write(scratch, names);
    List<String> listed = scratch.names("many/", "");
    Refuted.unless(
        listed.equals(names),
        "Of %d objects %d are listed.".formatted(names.size(), listed.size()));
    Refuted.unless(
        scratch.names("many/", names.get(1_020)).equals(names.subList(1_021, MANY)),
        "A list that begins behind the first page is wrong.");
    delete(scratch, names);
    Refuted.unless(scratch.names("many/", "").isEmpty(), "Deleted objects are still listed.");
    return Outcome.ok("%d objects, all listed.".formatted(MANY));
  }

  private static void write(Scratch scratch, List<String> names) throws IOException {
    together(names, name -> scratch.put(name, "x"));
  }

  private static void delete(Scratch scratch, List<String> names) throws IOException {
    together(names, name -> scratch.store().delete(scratch.key(name)));
  }

  private static void together(List<String> names, Consumer<String> act) throws IOException {
    List<Callable<Boolean>> acts = new ArrayList<>();
    for (String name : names) {
      acts.add(
          () -> {
            act.accept(name);
            return true;
          });
    }
    var _ = AtOnce.run(acts);
  }
}
