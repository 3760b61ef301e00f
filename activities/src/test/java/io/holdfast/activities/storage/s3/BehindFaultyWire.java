package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.server.Fault;
import io.holdfast.activities.storage.server.FaultyWire;
import io.holdfast.activities.storage.server.InJvmS3Server;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A bucket behind a bad connection.
abstract class BehindFaultyWire {
  static final WriteCondition ALWAYS = new WriteCondition.Always();
  static final WriteCondition IF_ABSENT = new WriteCondition.IfAbsent();
  static final Fault NONE = new Fault.None();
  static final Patience SHORT =
      new Patience(
          4,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofSeconds(60));

  private InJvmS3Server server;
  FaultyWire wire;
  ObjectStore store;

  @BeforeEach
  void open(@TempDir Path folder) {
    server = InJvmS3Server.start(folder);
    wire = FaultyWire.to(server.endpoint());
    store =
        S3Opening.open(S3Location.parse(URI.create(wire.url("bucket/at"))), true, SHORT)
            .orElseThrow();
  }

  @AfterEach
  void close() {
    store.close();
    wire.close();
    server.close();
  }

  static Function<String, Fault> first(Predicate<String> which, Fault... faults) {
    AtomicInteger next = new AtomicInteger();
    boolean lastForEver = faults.length > 1;
    return name -> {
      if (!which.test(name)) {
        return NONE;
      }
      int i = next.getAndIncrement();
      return i < faults.length ? faults[i] : lastForEver ? faults[faults.length - 1] : NONE;
    };
  }

  long sent(String part) {
    return wire.requests().stream().filter(name -> name.contains(part)).count();
  }

  void upload(String key, byte[] content) throws IOException {
    try (ObjectUpload upload = store.upload(key)) {
      upload.write(content);
      assertThat(upload.commit().length()).isEqualTo(content.length);
    }
  }

  byte[] read(String key) throws IOException {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static ErrorCode codeOf(Throwable thrown) {
    Throwable t = thrown;
    while (!(t instanceof HoldfastException) && t.getCause() != null) {
      t = t.getCause();
    }
    return ((HoldfastException) t).code();
  }

  static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
