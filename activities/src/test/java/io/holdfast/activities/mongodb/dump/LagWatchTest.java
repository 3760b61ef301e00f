package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final SandboxReplicaSet set =
      SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
  private final AtomicLong now = new AtomicLong();
  private DumpBench bench;
  private SourceMember member;
  private LagWatch watch;

  @BeforeEach
  void openBench() {
    bench = new DumpBench(DumpBench.directory(folder), set.uri());
    member = bench.member();
    watch = new LagWatch(member, MemberState.SECONDARY, LIMIT, Duration.ofMinutes(1), now::get);
    insert();
    bench.settle();
  }

  @AfterEach
  void closeBench() {
    member.close();
    bench.close();
    set.close();
  }

  @Test
  void aMemberThatKeepsUpIsReadWithoutAPause() {
    assertThat(looks()).isFalse();
    insert();
    assertThat(looks()).isFalse();
  }

  @Test
  void theDumpPausesWhileTheMemberFallsBehindAndUntilItHasCaughtUp() {
    assertThat(looks()).isFalse();
    set.lag(source(), Duration.ofHours(1));

    await().until(this::looksAfterAWrite);

    set.lag(source(), Duration.ZERO);
    await().until(() -> !looks());
  }

  @Test
  void aMemberThatWasBehindFromTheBeginningIsReadAllTheSame() {
    set.lag(source(), Duration.ofHours(1));
    await().until(() -> behind() && member.standing().lag().compareTo(LIMIT) > 0);

    assertThat(looks()).isFalse();
  }

  @Test
  void aMemberThatDoesNotCatchUpIsGivenUp() {
    assertThat(looks()).isFalse();
    set.lag(source(), Duration.ofHours(1));
    await().until(this::looksAfterAWrite);
    now.addAndGet(Duration.ofMinutes(2).toNanos());

    assertThatThrownBy(this::looks)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOST))
        .hasMessageContaining(source().host());
  }

  @Test
  void aMemberOfAnotherRoleIsGivenUp() {
    LagWatch primary =
        new LagWatch(member, MemberState.PRIMARY, LIMIT, Duration.ofMinutes(1), now::get);

    assertThatThrownBy(primary::pauses)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOST))
        .hasMessageContaining("was primary when it was chosen, and is secondary now");
  }

  /// The watch asks the member again, since time has passed.
  private boolean looks() {
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    return watch.pauses();
  }

  private boolean looksAfterAWrite() {
    return behind() && looks();
  }

  private boolean behind() {
    insert();
    return true;
  }

  private LocalMember source() {
    return set.members().stream()
        .filter(candidate -> candidate.host().equals(bench.source.source().address()))
        .findFirst()
        .orElseThrow();
  }

  private void insert() {
    bench
        .database(DumpBench.DATABASE)
        .getCollection("orders", BsonDocument.class)
        .insertOne(new BsonDocument());
  }
}
