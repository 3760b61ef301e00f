package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that somebody copied, held against the backup's list.
final class CopyCheck {
  private static final int SHOWN = 5;

  /// What every data folder of WiredTiger has: all that can be asked of a copy of which no list was
  /// made, because the member was locked.
  private static final List<BackupFile> ALWAYS =
      Stream.of(
              "WiredTiger", "WiredTiger.turtle", "WiredTiger.wt", "_mdb_catalog.wt", "storage.bson")
          .map(path -> new BackupFile(path, null))
          .toList();

  /// What a server writes for itself only, and what an agent does.
  private static final List<String> NEVER =
      List.of(
          "mongod.lock",
          "WiredTiger.lock",
          "diagnostic.data",
          DataFolder.OWN,
          AgentLock.NAME,
          DataFolder.LAST);

  private final MemberId member;
  private final Path home;
  private final Path copied;
  private final ExternalContent content;

  CopyCheck(MemberId member, DataFolder folder, ExternalContent content) {
    this.member = member;
    this.home = folder.path();
    this.copied = folder.newData();
    this.content = content;
  }

  /// Changes nothing.
  ///
  /// @throws HoldfastException COPY_WRONG, naming the first files that are not right
  void require() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<BackupFile> required = content.files().isEmpty() ? ALWAYS : content.files();
    for (BackupFile file : required) {
      objection(file).ifPresent(why -> wrong.add(file.path() + " " + why));
    }
    if (!wrong.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.COPY_WRONG,
          "%s: %d of %d files in %s are not as the backup lists them: %s%s."
              .formatted(
                  member,
                  wrong.size(),
                  required.size(),
                  copied,
                  String.join(", ", wrong.subList(0, Math.min(SHOWN, wrong.size()))),
                  wrong.size() > SHOWN ? ", …" : ""),
          "Copy all files of this backup there, with their folders, owned by the database's user;"
              + " then finish with the new token.");
    }
  }

  private Optional<String> objection(BackupFile file) throws IOException {
    Path path = copied.resolve(file.path()).normalize();
    if (!path.startsWith(copied)) {
      return Optional.of("lies outside the data folder");
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("is missing");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        || !path.toRealPath().startsWith(copied.toRealPath())
        || !device(path).equals(device(home))) {
      return Optional.of("is a link, or on another file system");
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      return Optional.of("is not the database user's to write");
    }
    Long least = file.size();
    long size = Files.size(path);
    return least != null && size < least
        ? Optional.of("has %d of %d bytes".formatted(size, least))
        : Optional.empty();
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }

  /// Deletes what was copied and is not on the list: locks, diagnostics, what the agent of the
  /// copied member keeps, files of a later moment. Where no list was made everything else stays.
  void removeOthers() throws IOException {
    for (String name : NEVER) {
      Folders.delete(copied.resolve(name));
    }
    if (content.files().isEmpty()) {
      return;
    }
    Set<Path> listed =
        content.files().stream()
            .map(file -> copied.resolve(file.path()).normalize())
            .collect(Collectors.toSet());
    var _ =
        Files.walkFileTree(
            copied,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                if (!listed.contains(file)) {
                  Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
              }
            });
  }
}
