package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the fake activities do out of the ordinary, by activity type, and what they were asked.
final class Script {
  private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
  private final Map<String, Deque<RuntimeException>> failuresOfHeld = new HashMap<>();
  private final Map<String, CountDownLatch> gates = new HashMap<>();
  private final Set<String> deaf = ConcurrentHashMap.newKeySet();
  private final List<String> calls = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private final Map<String, List<String>> cancelledAtCall = new HashMap<>();

  /// The next `times` calls of `activity` fail with `e`, as `ActivityBoundary` reports it.
  synchronized void fail(String activity, int times, HoldfastException e) {
    fail(activity, times, Failures.toTemporal(e));
  }

  /// The next `times` calls of `activity` throw `e` as it is.
  synchronized void fail(String activity, int times, RuntimeException e) {
    Deque<RuntimeException> queue = failures.computeIfAbsent(activity, _ -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      queue.add(e);
    }
  }

  /// One of those that wait in `activity` fails with `e`.
  synchronized void failHeld(String activity, HoldfastException e) {
    failuresOfHeld.computeIfAbsent(activity, _ -> new ArrayDeque<>()).add(Failures.toTemporal(e));
  }

  private synchronized void throwIfToFail(String activity) {
    RuntimeException failure = failuresOfHeld.getOrDefault(activity, new ArrayDeque<>()).poll();
    if (failure != null) {
      throw failure;
    }
  }

  /// `activity` heartbeats and waits until it is cancelled or [#release]d.
  synchronized void hold(String activity) {
    gates.put(activity, new CountDownLatch(1));
  }

  /// The same, but it does not hear of a cancel.
  void holdDeaf(String activity) {
    deaf.add(activity);
    hold(activity);
  }

  synchronized void release(String activity) {
    CountDownLatch gate = gates.remove(activity);
    if (gate != null) {
      gate.countDown();
    }
  }

  /// One call of `activity`: as scripted, else `normally`.
  <T> T play(String activity, Supplier<T> normally) {
    CountDownLatch gate = note(activity);
    if (gate != null) {
      waitAt(activity, gate);
    }
    return normally.get();
  }

  void play(String activity, Runnable normally) {
    play(
        activity,
        () -> {
          normally.run();
          return "";
        });
  }

  private synchronized @org.jspecify.annotations.Nullable CountDownLatch note(String activity) {
    calls.add(activity);
    cancelledAtCall.putIfAbsent(activity, List.copyOf(cancelled));
    RuntimeException failure = failures.getOrDefault(activity, new ArrayDeque<>()).poll();
    if (failure != null) {
      throw failure;
    }
    return gates.get(activity);
  }

  private void waitAt(String activity, CountDownLatch gate) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    try {
      do {
        throwIfToFail(activity);
        if (!deaf.contains(activity)) {
          context.heartbeat("waiting");
        }
      } while (!gate.await(10, TimeUnit.MILLISECONDS));
    } catch (ActivityCanceledException | ActivityNotExistsException e) {
      // The latter when the workflow did not wait and is over by now.
      synchronized (this) {
        cancelled.add(activity);
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Every call so far, attempts included.
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The activities that had stopped on a cancel when `activity` was first called.
  synchronized List<String> cancelledBefore(String activity) {
    return cancelledAtCall.getOrDefault(activity, List.of());
  }

  /// The activities that learned of a cancel.
  synchronized List<String> cancelled() {
    return List.copyOf(cancelled);
  }
}
