package io.holdfast.activities.mongodb.filerestore;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// The wait until restored servers agree on a primary. It asks without logging in, since the users
/// are the backup's now.
public final class PrimaryWatch {
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Catalogue catalogue;
  private final Connector connector;
  private final Duration patience;

  /// @param patience how long they may take
  public PrimaryWatch(Catalogue catalogue, Connector connector, Duration patience) {
    this.catalogue = catalogue;
    this.connector = connector;
    this.patience = patience;
  }

  /// @return the primary's address
  /// @throws HoldfastException PROOF_FAILED, naming who is not there
  public String await(InstanceId target, List<MemberId> members, Heartbeat heartbeat) {
    Instance known = RegisteredInstances.require(catalogue, target);
    Instance stranger =
        new Instance(
            Instance.FORMAT,
            known.id(),
            known.engine(),
            known.connectionString(),
            null,
            known.description(),
            known.registeredAt());
    long begin = System.nanoTime();
    while (true) {
      Answers answers = ask(stranger, members);
      if (answers.missing.isEmpty() && answers.primary.size() == 1) {
        return answers.primary.getFirst();
      }
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      if (spent.compareTo(patience) > 0) {
        throw late(target, answers);
      }
      String missing = answers.missing.isEmpty() ? null : String.join(", ", answers.missing);
      heartbeat.beat(new Progress("await", missing, spent.toSeconds(), 0, "seconds", 0));
      Moment.require(MOMENT);
    }
  }

  private record Answers(List<String> primary, List<String> missing) {}

  private Answers ask(Instance stranger, List<MemberId> members) {
    List<String> primary = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (MemberId member : members) {
      try (MongoClient client = connector.member(stranger, member.address())) {
        BsonDocument hello =
            client
                .getDatabase("admin")
                .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        if (is(hello, "isWritablePrimary")) {
          primary.add(member.address());
        } else if (!is(hello, "secondary")) {
          missing.add(member.address());
        }
      } catch (MongoException e) {
        missing.add(member.address());
      }
    }
    return new Answers(primary, missing);
  }

  private static boolean is(BsonDocument hello, String flag) {
    return hello.getBoolean(flag, BsonBoolean.FALSE).getValue();
  }

  /// Not retried: the old data goes back.
  private HoldfastException late(InstanceId target, Answers answers) {
    return new HoldfastException(
        ErrorCode.PROOF_FAILED,
        "The servers of '%s' did not agree within %s: %s."
            .formatted(
                target,
                patience,
                answers.missing.isEmpty()
                    ? "there is no primary"
                    : String.join(", ", answers.missing) + " is neither primary nor secondary"),
        "See the servers' logs. The old data is being put back.");
  }
}
