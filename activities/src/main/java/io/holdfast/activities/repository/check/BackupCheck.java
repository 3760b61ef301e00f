package io.holdfast.activities.repository.check;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The check of one backup that has a manifest: the manifest, every object that it lists, and what
/// lies beside them. Beyond the manifest, memory is bounded by what is being read at one time.
final class BackupCheck {
  /// Offline nobody else retries: a blip must not spoil a check of many hours.
  private static final int ATTEMPTS = 3;

  /// Objects handed to the threads and not yet done: enough that none waits for the next.
  private static final int IN_FLIGHT = 64;

  private final Repository repository;
  private final Depth depth;
  private final ExecutorService threads;
  private final Tally tally;
  private final AtomicReference<@Nullable HoldfastException> keyMissing = new AtomicReference<>();

  BackupCheck(Repository repository, Depth depth, ExecutorService threads, Tally tally) {
    this.repository = repository;
    this.depth = depth;
    this.threads = threads;
    this.tally = tally;
  }

  void check(BackupRef backup, Folder folder) {
    String key = Layout.manifest(backup);
    Optional<Manifest> manifest;
    try {
      manifest = repository.catalogue().manifest(backup);
    } catch (HoldfastException e) {
      tally.found(
          isOfStore(e)
              ? new Finding.Unchecked(key, FailureInfo.of(e))
              : new Finding.ManifestFaulty(key, backup, FailureInfo.of(e)));
      return;
    }
    // Deleted since it was listed: nothing to check.
    manifest.ifPresent(found -> check(backup, found, folder));
  }

  private void check(BackupRef backup, Manifest manifest, Folder folder) {
    Set<String> listed = new HashSet<>(Set.of(Layout.manifest(backup)));
    List<PayloadObject> objects = new ArrayList<>();
    manifest
        .objects()
        .forEach(
            object -> {
              if (listed.add(backup.prefix() + object.key())) {
                objects.add(object);
              }
            });
    keyMissing.set(null);
    verify(backup, objects, folder);
    HoldfastException missing = keyMissing.get();
    if (missing != null) {
      tally.found(new Finding.Unchecked(Layout.manifest(backup), FailureInfo.of(missing)));
    }
    folder
        .lengths()
        .forEach(
            (key, length) -> {
              if (!listed.contains(key)) {
                tally.found(new Finding.Unlisted(key, length));
              }
            });
    tally.backupDone();
  }

  private void verify(BackupRef backup, List<PayloadObject> objects, Folder folder) {
    Deque<Future<?>> pending = new ArrayDeque<>();
    for (PayloadObject object : objects) {
      if (pending.size() == IN_FLIGHT) {
        await(pending.remove());
      }
      boolean read = depth.reads();
      pending.add(threads.submit(() -> verify(backup, object, read, folder)));
    }
    pending.forEach(BackupCheck::await);
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.OPERATION_CANCELLED, "The check was interrupted.", "Start it again.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }

  private void verify(BackupRef backup, PayloadObject object, boolean read, Folder folder) {
    boolean asListed = folder.holds(backup.prefix() + object.key(), object.length());
    if (!read && asListed) {
      tally.objectSeen();
      return;
    }
    Optional<HoldfastException> fault = faultOf(backup, object, read);
    for (int i = 1; i < ATTEMPTS && fault.filter(BackupCheck::isOfStore).isPresent(); i++) {
      fault = faultOf(backup, object, read);
    }
    fault.ifPresent(e -> report(backup, backup.prefix() + object.key(), e));
    if (read) {
      tally.objectRead(object.length());
    } else {
      tally.objectSeen();
    }
  }

  private Optional<HoldfastException> faultOf(
      BackupRef backup, PayloadObject object, boolean read) {
    try {
      if (read) {
        verifyWhole(backup, object);
      } else {
        repository.payloads().requireThere(backup, object);
      }
      return Optional.empty();
    } catch (HoldfastException e) {
      return Optional.of(e);
    }
  }

  private void verifyWhole(BackupRef backup, PayloadObject object) {
    try {
      repository.payloads().verify(backup, object);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.KEY_MISSING) {
        throw e;
      }
      // With the key or without, the stored bytes are what was written, or are damaged.
      repository.payloads().verifyStored(backup, object);
      var _ = keyMissing.compareAndSet(null, e);
    }
  }

  private void report(BackupRef backup, String key, HoldfastException e) {
    FailureInfo fault = FailureInfo.of(e);
    tally.found(
        isOfStore(e)
            ? new Finding.Unchecked(key, fault)
            : new Finding.ObjectFaulty(key, backup, fault));
  }

  /// Whether the error says something of the store, and nothing of the object.
  static boolean isOfStore(HoldfastException e) {
    return switch (e.code().category()) {
      case UNAVAILABLE, DENIED -> true;
      case INTEGRITY, INVALID_REQUEST, NOT_FOUND, CONFLICT, INTERNAL -> false;
    };
  }
}
