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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bucket behind a bad connection.
class S3FaultsTest {
  private static final WriteCondition ALWAYS = new WriteCondition.Always();
  private static final WriteCondition IF_ABSENT = new WriteCondition.IfAbsent();
  private static final Fault NONE = new Fault.None();
  private static final Patience SHORT =
      new Patience(
          4,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofSeconds(60));

  private InJvmS3Server server;
  private FaultyWire wire;
  private ObjectStore store;

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

  @Test
  void aPartThatFailsIsSentAgainAndTheOthersAreNot() throws IOException {
    Fault[] faults = {
      new Fault.Answer(503, "SlowDown"), new Fault.Damage(), new Fault.Reset(), NONE
    };
    AtomicInteger next = new AtomicInteger();
    wire.fail(name -> name.contains("partNumber=2") ? faults[next.getAndIncrement()] : NONE);

    byte[] content = random(3 * (int) PartPlan.size(1));
    upload("large", content);

    assertThat(sent("partNumber=1")).isOne();
    assertThat(sent("partNumber=2")).isEqualTo(faults.length);
    assertThat(sent("partNumber=3")).isOne();
    assertThat(read("large")).isEqualTo(content);
  }

  @Test
  void aFinishedUploadWhoseAnswerWasLostIsRecognised() throws IOException {
    wire.fail(
        first(name -> name.startsWith("POST") && name.contains("uploadId"), new Fault.Cut(0)));
    byte[] content = random((int) PartPlan.size(1) + 1);

    upload("large", content);

    assertThat(read("large")).isEqualTo(content);
  }

  @Test
  void anUploadThatFailsForGoodSaysWhyAndLeavesNoParts() {
    wire.fail(
        name -> name.contains("partNumber=2") ? new Fault.Answer(507, "XMinioStorageFull") : NONE);

    assertThatThrownBy(() -> upload("large", random(4 * (int) PartPlan.size(1))))
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.STORAGE_FULL));

    wire.fail(_ -> NONE);
    assertThat(store.stat("large")).isEmpty();
    assertThat(store.abandonUploads(Duration.ofHours(-1))).isZero();
  }

  @Test
  void aStreamThatBreaksGoesOnWhereItWas() throws IOException {
    byte[] content = random(3_000_000);
    upload("key", content);
    wire.fail(name -> name.startsWith("GET") ? new Fault.Cut(700_000) : NONE);

    assertThat(read("key")).isEqualTo(content);
    assertThat(sent("GET")).isBetween(5L, 8L);
  }

  @Test
  void aStreamThatStaysBrokenFailsAndNeverEnds() throws IOException {
    upload("key", random(1_000_000));
    wire.fail(first(name -> name.startsWith("GET"), new Fault.Cut(200_000), new Fault.Reset()));

    assertThatThrownBy(() -> read("key"))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
  }

  @Test
  void aStreamDoesNotGoOnInAnotherVersion() throws IOException {
    upload("key", random(1_000_000));
    wire.fail(first(name -> name.startsWith("GET"), new Fault.Cut(200_000)));
    try (InputStream in = store.read("key", 0).orElseThrow()) {
      assertThat(in.readNBytes(1_000)).hasSize(1_000);
      upload("key", random(1_000_001));

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was replaced while it was read");
    }
  }

  @Test
  void aWriterWhoseAnswerWasLostDoesNotTakeItsOwnWorkForAnothers() {
    wire.fail(first(name -> name.startsWith("PUT"), new Fault.Cut(0)));

    assertThat(store.write("key", new byte[] {1}, IF_ABSENT)).isEqualTo(store.stat("key"));
    assertThat(store.write("key", new byte[] {1}, IF_ABSENT)).isEmpty();
    assertThat(sent("PUT")).isEqualTo(3);
  }

  @Test
  void whatIsDamagedOnTheWayIsNotStored() {
    wire.fail(name -> name.startsWith("PUT") ? new Fault.Damage() : NONE);

    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.write("key", random(1_000), ALWAYS));
    assertThat(store.stat("key")).isEmpty();
    wire.fail(first(name -> name.startsWith("PUT"), new Fault.Damage()));
    assertThat(store.write("key", random(1_000), ALWAYS)).isPresent();
  }

  @Test
  void whatFailsForAMomentIsNotSeen() throws IOException {
    AtomicInteger count = new AtomicInteger();
    wire.fail(
        _ ->
            switch (count.getAndIncrement() % 4) {
              case 0 -> new Fault.Answer(503, "SlowDown");
              case 1 -> new Fault.Reset();
              case 2 -> new Fault.Answer(500, "InternalError");
              default -> NONE;
            });

    assertThat(store.write("a/b", new byte[] {1}, ALWAYS)).isPresent();
    assertThat(store.stat("a/b")).isPresent();
    assertThat(read("a/b")).containsExactly(1);
    assertThat(store.list("", "")).hasSize(1);
    assertThat(store.children("")).containsExactly("a/");
    store.delete("a/b");
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, STORAGE_UNAVAILABLE",
    "500, InternalError, STORAGE_UNAVAILABLE",
    "404, NoSuchBucket, STORAGE_UNAVAILABLE",
    "403, AccessDenied, ACCESS_DENIED",
    "403, SignatureDoesNotMatch, ACCESS_DENIED",
    "400, ExpiredToken, ACCESS_DENIED",
    "507, XMinioStorageFull, STORAGE_FULL",
    "403, QuotaExceeded, STORAGE_FULL",
    "301, PermanentRedirect, VALIDATION_FAILED",
  })
  void noErrorIsTakenForAbsence(int status, String said, ErrorCode code) {
    wire.fail(name -> name.startsWith("HEAD") ? NONE : new Fault.Answer(status, said));

    assertFails(code, () -> store.read("key", 0));
    assertFails(code, () -> store.write("key", new byte[1], ALWAYS));
    assertFails(code, () -> store.write("key", new byte[1], IF_ABSENT));
    assertFails(code, () -> store.delete("key"));
    assertFails(code, () -> store.list("", "").count());
    assertFails(code, () -> store.children("").count());
    assertFails(code, () -> store.abandonUploads(Duration.ofDays(1)));
  }

  @Test
  void aBucketThatIsGoneIsNoAbsentObject() {
    wire.fail(name -> name.startsWith("HEAD") ? new Fault.Answer(404, "") : NONE);

    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.stat("key"));
  }

  @Test
  void whereThereIsNoBucketNothingIsMade() {
    S3Location nowhere = S3Location.parse(URI.create(wire.url("nowhere")));

    assertThat(S3Opening.open(nowhere, false, SHORT)).isEmpty();
    assertThat(S3Opening.open(nowhere, false, SHORT)).isEmpty();
  }

  private static Function<String, Fault> first(Predicate<String> which, Fault... faults) {
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

  private long sent(String part) {
    return wire.requests().stream().filter(name -> name.contains(part)).count();
  }

  private void upload(String key, byte[] content) throws IOException {
    try (ObjectUpload upload = store.upload(key)) {
      upload.write(content);
      assertThat(upload.commit().length()).isEqualTo(content.length);
    }
  }

  private byte[] read(String key) throws IOException {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static ErrorCode codeOf(Throwable thrown) {
    Throwable t = thrown;
    while (!(t instanceof HoldfastException) && t.getCause() != null) {
      t = t.getCause();
    }
    return ((HoldfastException) t).code();
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
