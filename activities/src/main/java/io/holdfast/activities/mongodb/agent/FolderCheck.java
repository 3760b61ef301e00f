package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/// Whether a data folder is what it seems to be: one file system, no links, and nothing in it that
/// is not a database's. Whatever else lies there would be moved aside and then deleted with it.
final class FolderCheck {
  private static final Pattern OF_THE_SERVER =
      Pattern.compile(
          ".*\\.(wt|turtle|bson|lock)"
              + "|WiredTiger(\\.basecfg|\\.backup|HS\\.wt)?"
              + "|WiredTiger(Log|Preplog|Tmplog)\\.[0-9]+"
              + "|metrics\\..*|core(\\.[0-9]+)?");

  private final MemberId member;
  private final DataFolder folder;

  FolderCheck(MemberId member, DataFolder folder) {
    this.member = member;
    this.folder = folder;
  }

  /// @throws HoldfastException MEMBER_UNFIT
  void require() throws IOException {
    Path path = folder.path();
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw Unfit.because(
          member,
          "the data folder %s is no folder, or a link.".formatted(path),
          "Give the agent the folder itself: --dbpath.");
    }
    if (!Files.isWritable(path)) {
      throw Unfit.because(
          member,
          "the agent may not write in %s.".formatted(path),
          "Run the agent as the database's user.");
    }
    Object device = device(path);
    for (Path entry : folder.data()) {
      var _ = Files.walkFileTree(entry, new Inspection(device));
    }
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }

  private final class Inspection extends SimpleFileVisitor<Path> {
    private final Object device;

    Inspection(Object device) {
      this.device = device;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes)
        throws IOException {
      if (!device(found).equals(device)) {
        throw Unfit.because(
            member,
            "%s is a mount point inside the data folder.".formatted(found),
            "A folder that spans file systems cannot be moved aside in one step: unmount it, or"
                + " restore by hand (docs/runbook/external-restore.md).");
      }
      if (!Files.isWritable(found)) {
        throw Unfit.because(
            member,
            "the agent may not write in %s.".formatted(found),
            "Run the agent as the database's user.");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path found, BasicFileAttributes attributes)
        throws IOException {
      if (!attributes.isRegularFile()) {
        throw Unfit.because(
            member,
            "%s is a link or no ordinary file.".formatted(found),
            "Put the files themselves into the data folder, or restore by hand.");
      }
      if (!OF_THE_SERVER.matcher(found.getFileName().toString()).matches()) {
        throw Unfit.because(
            member,
            "%s is not one of a database's files.".formatted(found),
            "Everything in the data folder is deleted when the restore is over: move it elsewhere"
                + " first.");
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
