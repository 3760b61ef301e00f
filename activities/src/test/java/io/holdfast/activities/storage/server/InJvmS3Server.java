package io.holdfast.activities.storage.server;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// S3Proxy on a folder, inside this process: for tests that must run where nothing is installed. It
/// checks signatures; its `If-Match` is not atomic, and it has neither versions nor locks.
public final class InJvmS3Server implements S3Server {
  private final S3Proxy proxy;

  private InJvmS3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /// Starts one with its data in `folder`.
  public static InJvmS3Server start(Path folder) {
    S3Server.login();
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new InJvmS3Server(proxy);
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
