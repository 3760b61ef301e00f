package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// An object on its way into a directory: a file of its own among the unfinished ones, until the
/// commit moves it.
final class FileUpload extends ObjectUpload {
  private final Root root;
  private final Publisher publisher;
  private final String key;
  private final Path file;
  private final FileChannel channel;
  private long written;
  private boolean broken;
  private boolean over;

  FileUpload(Root root, Publisher publisher, String key, Path file) throws IOException {
    this.root = root;
    this.publisher = publisher;
    this.key = key;
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (over) {
      throw new IOException("the upload of " + key + " is over");
    }
    try {
      append(bytes, offset, length);
    } catch (IOException e) {
      throw new IOException("cannot write " + key, FileFaults.writing(root.path(), file, e));
    }
  }

  /// Writes, with the file system's own error if it fails.
  void append(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    broken = true;
    while (buffer.hasRemaining()) {
      written += channel.write(buffer);
    }
    broken = false;
  }

  @Override
  public ObjectInfo commit() {
    return publish(new WriteCondition.Always()).orElseThrow();
  }

  Optional<ObjectInfo> publish(WriteCondition condition) {
    if (over || broken) {
      throw new IllegalStateException("the upload of " + key + (over ? " is over" : " failed"));
    }
    try {
      channel.force(true);
      if (channel.size() != written) {
        throw new IOException(channel.size() + " bytes are there of " + written + " written");
      }
      channel.close();
      Optional<ObjectInfo> published = publisher.publish(file, key, condition);
      over = published.isPresent();
      return published;
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), root.file(key), e);
    }
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), file, e);
    }
  }
}
