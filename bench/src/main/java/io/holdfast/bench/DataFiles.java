package io.holdfast.bench;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The data folder of a server: large files, half of which does not shrink, as data that the server
/// has compressed, and small ones, as indexes of small collections.
record DataFiles(Path folder, int large, int small) {
  private static final int BLOCKS = 4;
  private static final int BLOCK = 16 << 20;
  private static final int SMALL_BYTES = 36 << 10;

  /// Writes them.
  ///
  /// @return the list that a backup cursor of `member` would give
  ExternalContent write(MemberId member) throws IOException {
    List<BackupFile> files = new ArrayList<>();
    byte[] text = Content.text(BLOCK);
    byte[] noise = new byte[BLOCK];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < large; i++) {
      String name = "collection-%d.wt".formatted(i);
      try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        for (int block = 0; block < BLOCKS; block++) {
          random.nextBytes(noise);
          out.write(block % 2 == 0 ? text : noise);
        }
      }
      files.add(new BackupFile(name, (long) BLOCKS * BLOCK));
    }
    for (int i = 0; i < small; i++) {
      String name = "index-%d.wt".formatted(i);
      Files.write(folder.resolve(name), Content.text(SMALL_BYTES));
      files.add(new BackupFile(name, (long) SMALL_BYTES));
    }
    Source source = new Source("rs0", member.address(), MemberState.SECONDARY, "");
    PointInTime time = new PointInTime(1, 1);
    return new ExternalContent(source, "", "", Instant.EPOCH, null, time, files, "{}", null);
  }
}
