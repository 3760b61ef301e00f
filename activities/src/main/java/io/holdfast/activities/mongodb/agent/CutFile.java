package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the oplog of the copied files will end, as it was found before it was cut: afterwards the
/// files cannot tell any more whether they reached as far as the backup. Gone with the restore.
final class CutFile {
  private static final Pattern END = Pattern.compile("([0-9]{1,10}):([0-9]{1,10})");

  private static final String NAME = StandaloneServer.PREFIX + "cut";

  private final MemberId member;
  private final Path folder;
  private final Path file;

  CutFile(MemberId member, DataFolder folder) {
    this.member = member;
    this.folder = folder.own();
    file = this.folder.resolve(NAME);
  }

  /// @throws io.holdfast.workflows.error.HoldfastException MEMBER_UNFIT when it is there and cannot
  ///   be understood: the files may have been cut
  Optional<PointInTime> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Matcher end = END.matcher(Files.readString(file).strip());
    if (!end.matches()) {
      throw Unfit.because(
          member,
          "%s cannot be understood, which says where the copied files ended.".formatted(file),
          "Abort the restore, and start it again.");
    }
    return Optional.of(new PointInTime(Long.parseLong(end.group(1)), Long.parseLong(end.group(2))));
  }

  void write(PointInTime end) throws IOException {
    WholeFile.write(folder, NAME, end.toString());
  }
}
