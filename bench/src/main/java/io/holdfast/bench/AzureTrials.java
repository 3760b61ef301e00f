package io.holdfast.bench;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A process that finds Azure's credentials in its environment, and prints what it measured.
final class AzureTrials {
  static final long BYTES = 64L * 1024 * 1024;
  private static final int ROUNDS = 3;

  private AzureTrials() {}

  /// @param arguments a repository's URL with an endpoint, and a file
  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    Path source = Path.of(arguments[1]);
    Report report = new Report(System.out);
    try (ObjectStore store = ObjectStores.open(url, true).orElseThrow()) {
      BlobClient plain = plain(URI.create(url));
      StoreTrials ours = new StoreTrials(store, source);
      report.heading("Writing 64 MiB to Azurite as a stream, and the SDK's upload of a file");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.timed(
                      "uploadFromFile",
                      () -> {
                        plain.uploadFromFile(source.toString(), true);
                        return BYTES;
                      }),
                  ours.write())),
          BYTES);
      report.heading("Reading 64 MiB from Azurite, and the SDK's downloadStream");
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  Trial.timed(
                      "downloadStream",
                      () -> {
                        plain.downloadStream(OutputStream.nullOutputStream());
                        return BYTES;
                      }),
                  ours.read())),
          BYTES);
    }
  }

  private static BlobClient plain(URI url) {
    String endpoint = url.getQuery().substring("endpoint=".length());
    BlobContainerClient container =
        new BlobServiceClientBuilder()
            .endpoint(endpoint)
            .credential(
                new StorageSharedKeyCredential(
                    System.getenv("AZURE_STORAGE_ACCOUNT"), System.getenv("AZURE_STORAGE_KEY")))
            .buildClient()
            .getBlobContainerClient(url.getAuthority());
    return container.getBlobClient("plain");
  }
}
