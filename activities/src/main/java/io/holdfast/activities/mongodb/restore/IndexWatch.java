package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoException;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.model.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how far the server is with an index build, by asking it every few seconds until closed.
/// What the server does not tell, for want of a privilege or because it has no such command, is not
/// shown; the build does not depend on it.
final class IndexWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final double PERCENT = 100;

  private final Target target;
  private final Namespace namespace;
  private final ProgressMeter meter;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private IndexWatch(Target target, Namespace namespace, ProgressMeter meter) {
    this.target = target;
    this.namespace = namespace;
    this.meter = meter;
    this.thread = Thread.ofVirtual().name("index-watch").unstarted(this::watch);
  }

  /// Watches the builds of a collection from now on.
  static IndexWatch over(Target target, Namespace namespace, ProgressMeter meter) {
    IndexWatch watch = new IndexWatch(target, namespace, meter);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        told(target.ask(Target.ADMIN, question(namespace)))
            .ifPresent(how -> meter.add("%s, %s".formatted(namespace, how), 0));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MongoException e) {
      LOG.debug("How far the indexes of {} are is not told", namespace, e);
    } catch (RuntimeException e) {
      // The meter says that the work is to stop: whoever builds hears it, too.
      LOG.debug("The watch over the indexes of {} ends", namespace, e);
    }
  }

  static BsonDocument question(Namespace namespace) {
    return new BsonDocument("currentOp", new BsonInt32(1))
        .append("ns", new BsonString(namespace.toString()))
        .append("command.createIndexes", new BsonString(namespace.collection()));
  }

  /// What a server's answer says of the build: `44 %`, the furthest of several steps.
  static Optional<String> told(BsonDocument answer) {
    BsonValue operations = answer.get("inprog");
    if (operations == null || !operations.isArray()) {
      return Optional.empty();
    }
    return operations.asArray().stream()
        .filter(BsonValue::isDocument)
        .flatMap(operation -> share(operation.asDocument()).stream())
        .max(Double::compare)
        .map(share -> "%.0f %%".formatted(share * PERCENT));
  }

  private static Optional<Double> share(BsonDocument operation) {
    if (!(operation.get("progress") instanceof BsonDocument progress)) {
      return Optional.empty();
    }
    double done = number(progress.get("done"));
    double total = number(progress.get("total"));
    return done < 0 || total <= 0 ? Optional.empty() : Optional.of(done / total);
  }

  private static double number(@Nullable BsonValue value) {
    return value != null && value.isNumber() ? value.asNumber().doubleValue() : -1;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
