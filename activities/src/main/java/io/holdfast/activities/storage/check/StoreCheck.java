package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.check.Probe.Outcome;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A trial of a store against what [ObjectStore] promises, with real objects below a random prefix
/// `holdfast-check-<id>/` that are deleted again. No other key is read or written.
public final class StoreCheck {
  /// Whoever fails one of these need not be asked more.
  private static final Set<Point> ESSENTIAL = EnumSet.of(Point.REACH, Point.READ_BACK);

  private final ObjectStore store;
  private final CheckOptions options;

  public StoreCheck(ObjectStore store, CheckOptions options) {
    this.store = store;
    this.options = options;
  }

  /// Tries every point in order.
  ///
  /// @param watcher told each answer as it is known
  public CheckReport run(Consumer<Checked> watcher) {
    byte[] id = new byte[8];
    new SecureRandom().nextBytes(id);
    Scratch scratch = new Scratch(store, "holdfast-check-" + HexFormat.of().formatHex(id) + "/");
    List<Checked> answers = new ArrayList<>();
    ServiceProbes service = new ServiceProbes(options.lock());
    UploadProbe upload = new UploadProbe();
    boolean hopeless = false;
    for (Point point : Point.values()) {
      Checked answer =
          hopeless && point != Point.CLEAN_UP
              ? new Checked(point, Grade.SKIPPED, "Not tried after the failure above.")
              : answer(point, probe(point, service, upload), scratch);
      hopeless |= answer.grade() == Grade.FAIL && ESSENTIAL.contains(point);
      answers.add(answer);
      watcher.accept(answer);
    }
    return new CheckReport(answers);
  }

  private Probe probe(Point point, ServiceProbes service, UploadProbe upload) {
    return switch (point) {
      case REACH -> ObjectProbes::reach;
      case READ_BACK -> ObjectProbes::readBack;
      case RANGE -> ObjectProbes::range;
      case OVERWRITE -> ObjectProbes::overwrite;
      case DELETE -> ObjectProbes::delete;
      case CREATE -> RacingProbes::create;
      case REPLACE -> RacingProbes::replace;
      case UPLOAD -> upload::upload;
      case ORDER -> ListProbes::order;
      case LONG_LIST -> options.quick() ? ListProbes::skipped : ListProbes::longList;
      case ABANDONED -> service::abandoned;
      case LINK -> service::link;
      case CLOCK -> service::clock;
      case LOCK -> service::lock;
      case THROUGHPUT -> upload::throughput;
      case CLEAN_UP -> ObjectProbes::cleanUp;
    };
  }

  private static Checked answer(Point point, Probe probe, Scratch scratch) {
    try {
      Outcome outcome = probe.run(scratch);
      return new Checked(point, outcome.grade(), outcome.what());
    } catch (Refuted e) {
      return new Checked(point, Grade.FAIL, String.valueOf(e.getMessage()));
    } catch (HoldfastException e) {
      return new Checked(point, Grade.FAIL, e.message());
    } catch (IOException e) {
      String reason =
          e.getCause() instanceof HoldfastException known ? known.message() : e.toString();
      return new Checked(point, Grade.FAIL, "Reading broke off: " + reason);
    }
  }
}
