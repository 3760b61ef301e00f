package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.VerifyLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.bson.BsonValue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handing documents on dies again and again, and goes on: in the end each is there once.
final class HandingOnTest {
  private static final long PLENTY = 64 * 1024 * 1024;
  private static final long LITTLE = 4_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatDiesAtRandomMomentsHandsEveryDocumentOnAndNoneThatWasKnownToBe(
      long seed, @TempDir Path directory) {
    RandomHistory history = new RandomHistory(seed);
    history.run(400);
    try (Repository repository = Repository.open(directory.toUri().toString(), true)) {
      TestBackup backup = new TestBackup(repository.payloads());
      history.dumpInto(backup);
      BackupSet set = backup.set(Oplogs.END);
      Timeline timeline = Timeline.of(set, silent());
      for (long budget : new long[] {PLENTY, LITTLE}) {
        Receiver receiver = new Receiver(new Random(seed));

        int deaths = receiver.receive(set, timeline, budget);

        assertThat(deaths).isPositive();
        assertThat(receiver.contents(timeline)).isEqualTo(history.end());
      }
    }
  }

  private static ProgressMeter silent() {
    return new ProgressMeter(Heartbeat.none(), "test", "documents", 0);
  }

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Takes documents as a server does: one that is there already is no error. It dies now and then,
  /// and what it knows of ended runs is sometimes older than what has ended.
  private static final class Receiver {
    private final Random random;
    private final Map<UUID, Map<BsonValue, RawDocument>> received = new HashMap<>();
    private final BitSet ended = new BitSet();
    private int known;
    private int life;

    Receiver(Random random) {
      this.random = random;
    }

    /// @return how many attempts died
    int receive(BackupSet set, Timeline timeline, long budget) {
      int deaths = 0;
      while (true) {
        life = random.nextInt(3 + 3 * deaths);
        Attempt attempt = new Attempt(known);
        try {
          var _ =
              DocumentsAtEnd.read(
                  set,
                  timeline,
                  _ -> true,
                  VerifyLevel.STORED,
                  budget,
                  2,
                  attempt,
                  () -> attempt,
                  silent());
          return deaths;
        } catch (Death e) {
          deaths++;
          known = random.nextBoolean() ? ended.nextClearBit(0) : known;
          ended.clear();
          ended.set(0, known);
        }
      }
    }

    private final class Attempt implements HandedOn, DocumentSink {
      private final int from;

      Attempt(int from) {
        this.from = from;
      }

      @Override
      public boolean has(int run) {
        return run < from;
      }

      @Override
      public void add(int run) {
        assertThat(run).isGreaterThanOrEqualTo(from);
        synchronized (Receiver.this) {
          ended.set(run);
        }
      }

      @Override
      public void addBefore(int run) {
        synchronized (Receiver.this) {
          ended.set(0, run);
        }
      }

      @Override
      public Run begin(CollectionAt collection) {
        List<RawDocument> sent = new ArrayList<>();
        return new Run() {
          @Override
          public void add(RawDocument document) {
            sent.add(RawDocument.of(document.view()));
          }

          @Override
          public void end() {
            synchronized (Receiver.this) {
              if (life-- <= 0) {
                throw new Death();
              }
              sent.forEach(document -> put(collection, document));
            }
          }
        };
      }
    }

    private void put(CollectionAt collection, RawDocument document) {
      Map<BsonValue, RawDocument> documents =
          received.computeIfAbsent(collection.uuid(), _ -> new HashMap<>());
      var _ = documents.putIfAbsent(document.get("_id"), document);
    }

    List<ExpectedCollection> contents(Timeline timeline) {
      return timeline.collections().stream()
          .map(
              collection ->
                  new ExpectedCollection(
                      collection.namespace(), TestBackup.content(documents(collection))))
          .toList();
    }

    private Collection<RawDocument> documents(CollectionAt collection) {
      return received.getOrDefault(collection.uuid(), Map.of()).values();
    }
  }
}
