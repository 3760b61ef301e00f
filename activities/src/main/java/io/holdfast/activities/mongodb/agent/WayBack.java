package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the old data may be put back: all of it lies where it was moved, and what lies in the
/// data folder is the copy. Somebody may have put it back by hand and forgotten the marker; what
/// looks like the copy is the live data then.
final class WayBack {
  /// One file of every data folder that a server never replaces.
  private static final String KNOWN_BY = "WiredTiger.wt";

  private final MemberId member;
  private final DataFolder folder;
  private final Path names;
  private final Path copy;

  WayBack(MemberId member, DataFolder folder) {
    this.member = member;
    this.folder = folder;
    names = folder.own().resolve(DataFolder.ASIDE);
    copy = folder.own().resolve(DataFolder.COPY);
  }

  /// Notes what was moved aside, when all of it was.
  void noteAside() throws IOException {
    WholeFile.write(
        folder.own(),
        DataFolder.ASIDE,
        Folders.entries(folder.oldData()).stream()
            .map(WayBack::encoded)
            .collect(Collectors.joining("\n")));
  }

  private static String encoded(Path entry) {
    return URLEncoder.encode(entry.getFileName().toString(), StandardCharsets.UTF_8);
  }

  /// Notes which files are the copy, before they are moved to where other files may be instead.
  void notePlacing() throws IOException {
    Optional<String> found = identity(folder.newData());
    if (found.isPresent()) {
      WholeFile.write(folder.own(), DataFolder.COPY, found.get());
    }
  }

  /// Changes nothing.
  ///
  /// @throws HoldfastException MEMBER_UNFIT
  void require(Stage stage) throws IOException {
    switch (stage) {
      case ASIDE, RECOVERING, RECOVERED -> requireOld();
      case PLACING, PLACED, PROVEN, CLEARING -> {
        requireOld();
        requireCopy();
      }
      // Nothing of ours is in the data folder, or nothing is put back.
      case PREPARING, RETURNING, SETTLING, KEEPING, SETTLED, RETURNED -> {}
    }
  }

  private void requireOld() throws IOException {
    List<String> there = Folders.entries(folder.oldData()).stream().map(WayBack::encoded).toList();
    boolean complete =
        Files.isDirectory(folder.oldData(), LinkOption.NOFOLLOW_LINKS)
            && (Files.exists(names)
                ? there.containsAll(Files.readString(names).lines().toList())
                : !there.isEmpty() || folder.data().isEmpty());
    if (!complete) {
      throw refused("the old data, or some of it, is not in %s any more: it was moved by hand");
    }
  }

  private void requireCopy() throws IOException {
    Optional<String> found = identity(folder.path());
    if (found.isPresent()
        && Files.exists(copy)
        && !found.get().equals(Files.readString(copy).strip())) {
      throw refused("the old data is in %s, but other files than the copy are in the data folder");
    }
  }

  private HoldfastException refused(String what) {
    return Unfit.because(
        member,
        what.formatted(folder.oldData()) + ". Nothing was touched.",
        "Delete %s if the data in %s is to stay (move out what you want of it first), on all members"
                .formatted(folder.own(), folder.path())
            + " or on none; if not, see docs/runbook/restore-stopped.md.");
  }

  private static Optional<String> identity(Path where) throws IOException {
    Path file = where.resolve(KNOWN_BY);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS).toString())
        : Optional.empty();
  }
}
