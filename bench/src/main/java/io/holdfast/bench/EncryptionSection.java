package io.holdfast.bench;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The payload pipeline with a key and without: one object of 256 MiB through zstd, the cipher, the
/// checksum and onto the disk, and back.
final class EncryptionSection implements Section {
  private static final int BLOCK = 16 << 20;
  private static final int BLOCKS = 16;
  private static final int ROUNDS = 3;
  private static final BackupRef BACKUP =
      new BackupRef(
          HoldfastBackup.INSTANCE,
          new BackupName("payload"),
          Instant.parse("2026-01-01T00:00:00Z"));

  @Override
  public String name() {
    return "encryption";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    byte[] block = Content.text(BLOCK);
    long bytes = (long) BLOCK * BLOCKS;
    String plainUrl = folder.resolve("plain").toUri().toString();
    String sealedUrl = folder.resolve("encrypted").toUri().toString();
    RepositoryOptions withKey = RepositoryOptions.with(KeyRing.of(RepositoryKey.generate()));
    try (Repository plain = Repository.open(plainUrl, true);
        Repository encrypted = Repository.open(sealedUrl, true, withKey)) {
      report.heading("A payload object of 256 MiB of text, compressed and written to a directory");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.within("plain", () -> write(plain, block)),
                  Trial.within("encrypted", () -> write(encrypted, block)))),
          bytes);
      PayloadObject inPlain = object(plain, block);
      PayloadObject inSealed = object(encrypted, block);
      report.heading("The same, read, decompressed and verified");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.within("plain", () -> verify(plain, inPlain)),
                  Trial.within("encrypted", () -> verify(encrypted, inSealed)))),
          bytes);
    }
  }

  private static long write(Repository repository, byte[] block) {
    return object(repository, block).length();
  }

  private static PayloadObject object(Repository repository, byte[] block) {
    try (PayloadWriter writer = repository.payloads().create(BACKUP, "object")) {
      for (int i = 0; i < BLOCKS; i++) {
        writer.write(block, 0, block.length);
      }
      return writer.commit();
    }
  }

  private static long verify(Repository repository, PayloadObject object) {
    repository.payloads().verify(BACKUP, object);
    return object.length();
  }
}
