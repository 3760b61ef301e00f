package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.server.Fault;
import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Single requests through a bad connection.
class S3FaultsTest extends BehindFaultyWire {
  @Test
  void aTornErrorIsAskedForAgainAndIsNoAbsence() {
    wire.fail(first(name -> name.startsWith("GET"), new Fault.Cut(60)));
    assertThat(store.read("key", 0)).isEmpty();
    assertThat(sent("GET")).isEqualTo(2);

    wire.fail(name -> name.startsWith("GET") ? new Fault.Cut(60) : NONE);
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.read("key", 0));
  }

  @Test
  void aTornListIsAskedForAgain() {
    assertThat(store.write("key", new byte[1], ALWAYS)).isPresent();
    wire.fail(first(name -> name.startsWith("GET"), new Fault.Cut(300)));

    assertThat(store.list("", "")).hasSize(1);
    assertThat(sent("GET")).isEqualTo(2);
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
}
