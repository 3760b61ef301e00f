package io.holdfast.bench;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The S3 store on MinIO against the SDK's plain `putObject` from a file, and its `getObject`.
final class S3Section implements Section {
  private static final long BYTES = 256L * 1024 * 1024;
  private static final int ROUNDS = 3;
  private static final String PLAIN = "plain";

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    Optional<Path> program = Minio.find();
    if (program.isEmpty()) {
      report.heading("S3");
      report.line("Left out: there is no minio on the PATH, nor in HOLDFAST_MINIO.");
      return;
    }
    Path source = Content.file(folder.resolve("source"), BYTES);
    try (Minio minio = Minio.start(program.get(), folder);
        S3Client client = minio.client();
        ObjectStore store = ObjectStores.open(minio.url("holdfast"), true).orElseThrow()) {
      StoreTrials ours = new StoreTrials(store, source);
      report.heading("Writing 256 MiB to MinIO as a stream, and the SDK's putObject of a file");
      report.compare(Rounds.medians(ROUNDS, List.of(put(client, source), ours.write())), BYTES);
      report.heading("Reading 256 MiB from MinIO, and the SDK's getObject");
      report.compare(Rounds.medians(ROUNDS, List.of(get(client), ours.read())), BYTES);
    }
  }

  private static Trial put(S3Client client, Path source) {
    return Trial.timed(
        "putObject",
        () -> {
          var _ =
              client.putObject(
                  request -> request.bucket(Minio.BUCKET).key(PLAIN), RequestBody.fromFile(source));
          return BYTES;
        });
  }

  private static Trial get(S3Client client) {
    return Trial.timed(
        "getObject",
        () -> {
          try (InputStream in =
              client.getObject(request -> request.bucket(Minio.BUCKET).key(PLAIN))) {
            return Content.copy(in, OutputStream.nullOutputStream());
          }
        });
  }
}
