package io.holdfast.activities.mongodb.cluster;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// The balancer of sharded clusters, through a router. Needs the role `clusterManager`. Safe for
/// many threads.
public final class Balancer {
  private static final Duration POLL = Duration.ofMillis(200);

  /// How long a chunk may take to be moved before people should look.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /// The server waits for the round in hand. It is asked again, so that we can be told to stop.
  private static final int STOP_MILLIS = 5_000;

  private static final int MAX_TIME_EXPIRED = 50;
  private static final int LOCK_TIMEOUT = 24;

  private final Connector connector;

  public Balancer(Connector connector) {
    this.connector = connector;
  }

  /// Stops the balancer and waits until no chunk is being moved: neither by a round that had begun,
  /// nor by somebody's own command. Idempotent.
  ///
  /// @throws HoldfastException DATABASE_UNREACHABLE, also when chunks are moved for half an hour;
  ///   ACCESS_DENIED
  public void stop(Instance instance, Heartbeat heartbeat) {
    with(
        instance,
        "Stopping the balancer",
        router -> {
          long deadline = System.nanoTime() + PATIENCE.toNanos();
          while (!tryToStop(router) || isMoving(router)) {
            heartbeat.beat(new Progress("balancer", null, 0, 0, "rounds", 0));
            if (System.nanoTime() > deadline || !pause()) {
              throw new HoldfastException(
                  ErrorCode.DATABASE_UNREACHABLE,
                  "Chunks of instance '%s' are still being moved.".formatted(instance.id()),
                  "It is tried again; 'sh.status()' and config.migrations show what is moved.");
            }
          }
        });
  }

  /// Starts the balancer. Idempotent.
  ///
  /// @throws HoldfastException DATABASE_UNREACHABLE, ACCESS_DENIED
  public void start(Instance instance) {
    with(
        instance,
        "Starting the balancer",
        router -> {
          var _ = run(router, new BsonDocument("balancerStart", new BsonInt32(1)));
        });
  }

  private void with(Instance instance, String what, Consumer<MongoClient> work) {
    try (MongoClient router = connector.deployment(instance)) {
      work.accept(router);
    } catch (MongoException e) {
      throw MongoErrors.translate(e, "%s of instance '%s'".formatted(what, instance.id()));
    }
  }

  private static boolean tryToStop(MongoClient router) {
    try {
      var _ =
          run(
              router,
              new BsonDocument("balancerStop", new BsonInt32(1))
                  .append("maxTimeMS", new BsonInt32(STOP_MILLIS)));
      return true;
    } catch (MongoException e) {
      if (e.getCode() == MAX_TIME_EXPIRED || e.getCode() == LOCK_TIMEOUT) {
        return false;
      }
      throw e;
    }
  }

  /// The config servers note every chunk that is being moved, whoever asked for it.
  private static boolean isMoving(MongoClient router) {
    BsonDocument status = run(router, new BsonDocument("balancerStatus", new BsonInt32(1)));
    boolean off = status.getString("mode", new BsonString("")).getValue().equals("off");
    return !off
        || status.getBoolean("inBalancerRound", BsonBoolean.FALSE).getValue()
        || router.getDatabase("config").getCollection("migrations").find().first() != null;
  }

  private static BsonDocument run(MongoClient router, BsonDocument command) {
    return router.getDatabase("admin").runCommand(command, BsonDocument.class);
  }

  /// False when the thread is to stop.
  private static boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
