package io.holdfast.activities.mongodb.lock;

import com.mongodb.client.MongoClient;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watchdog's own process. All that it knows comes through its standard input, whose end is the
/// end of whoever locked.
public final class WatchdogMain {
  /// What it says when it is logged in.
  static final int READY = '+';

  private static final Logger LOG = LoggerFactory.getLogger(WatchdogMain.class);

  /// Longer than a watch takes whose watchdog is asked to end, but for a member that is not there.
  private static final Duration ENDING = Duration.ofSeconds(30);

  private WatchdogMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    DataInputStream in = new DataInputStream(System.in);
    Optional<Order> found = Frames.read(in, Order.class);
    if (found.isEmpty()) {
      return;
    }
    Order order = found.get();
    order.tls().apply();
    try (MongoClient client =
        order.handover().connector().member(order.handover().instance(), order.address())) {
      MemberLock member = new MemberLock(client);
      // Logs in, and loads the classes that will be needed: the program's file may be replaced.
      var _ = member.isLocked();
      var _ = member.mark();
      Watch watch = new Watch(member, order.address(), Duration.ofSeconds(order.seconds()));
      Thread.ofPlatform().daemon().name("pipe").start(() -> listen(in, watch));
      endWith(watch, Thread.currentThread());
      answers.write(READY);
      answers.flush();
      watch.keep();
    }
  }

  private static void listen(DataInputStream in, Watch watch) {
    try {
      for (Optional<Word> word = Frames.read(in, Word.class);
          word.isPresent();
          word = Frames.read(in, Word.class)) {
        watch.hear(word.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The watchdog's pipe broke: {}", e.getMessage());
    } finally {
      watch.hear(new Word(Word.Kind.GONE));
    }
  }

  /// Where all processes of a service are asked to end at once, the watchdog goes last.
  private static void endWith(Watch watch, Thread watching) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      watch.hear(new Word(Word.Kind.TERMINATED));
                      try {
                        var _ = watching.join(ENDING);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }
}
