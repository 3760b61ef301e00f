package io.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// One way of doing what is measured, under the name that the table shows.
record Trial(String name, Work work) {

  /// Does it once, from the same beginning each time.
  interface Work {
    Timing once() throws Exception;
  }

  /// A trial of which only the time is known.
  static Trial timed(String name, Action action) {
    return new Trial(
        name,
        () -> {
          long wall = System.nanoTime();
          long bytes = action.once();
          return new Timing((System.nanoTime() - wall) / 1e9, Double.NaN, bytes);
        });
  }

  /// A trial within this process, of which the processor's time is known too.
  static Trial within(String name, Action action) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Trial(
        name,
        () -> {
          long wall = System.nanoTime();
          long cpu = system.getProcessCpuTime();
          long bytes = action.once();
          return new Timing(
              (System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9, bytes);
        });
  }

  /// The same trial with something done before each run that is not timed.
  Trial after(Preparation preparation) {
    return new Trial(
        name,
        () -> {
          preparation.prepare();
          return work.once();
        });
  }

  /// What makes the beginning of all runs the same.
  interface Preparation {
    void prepare() throws Exception;
  }

  /// Does it once and answers how many bytes it was about.
  interface Action {
    long once() throws Exception;
  }
}
