package io.holdfast.sandbox;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Runs a sandbox as a process of its own until it is ended.
public final class SandboxMain {
  private static final String USAGE =
      """
      usage: sandbox [--replSet NAME] [--members N] [--port P | --ports P,P,…] [--hidden N]
                     [--oplogSize MB] [--auth] [--standalone]
      Prints the connection string, then runs until it is ended. Listens on 127.0.0.1 only.
      With --port the members get that port and the ones after it; without, free ones.""";

  private SandboxMain() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream out = System.out;
    if (Arrays.asList(args).contains("--help")) {
      out.println(USAGE);
      return;
    }
    try (AutoCloseable running = start(List.of(args), out)) {
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
      ended.await();
      out.println("ended: " + running);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n" + USAGE);
      System.exit(2);
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception failed) {
      System.err.println("the sandbox failed: " + failed);
      System.exit(1);
    }
  }

  /// Starts what the arguments say and prints where it is.
  static AutoCloseable start(List<String> args, PrintStream out) {
    if (args.contains("--standalone")) {
      int at = args.indexOf("--port");
      int port = at < 0 ? 0 : number(args.get(at + 1));
      SandboxStandalone alone = SandboxStandalone.start(port);
      out.println(alone.uri());
      return alone;
    }
    SandboxReplicaSet set = SandboxReplicaSet.start(parse(args));
    out.println(set.uri());
    return set;
  }

  static SandboxOptions parse(List<String> args) {
    SandboxOptions options = SandboxOptions.defaults();
    int members = 3;
    int first = 0;
    List<Integer> ports = List.of();
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--auth" -> options = options.auth(true);
        case "--replSet" -> options = options.name(value(option, rest));
        case "--members" -> members = number(value(option, rest));
        case "--port" -> first = number(value(option, rest));
        case "--ports" -> ports = numbers(value(option, rest));
        case "--hidden" -> options = options.hidden(number(value(option, rest)));
        case "--oplogSize" ->
            options = options.oplogBytes((long) number(value(option, rest)) << 20);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return options.ports(ports.isEmpty() ? ports(first, members) : ports);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException("not a number: " + text, notOne);
    }
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(",", -1)).map(SandboxMain::number).toList();
  }

  private static List<Integer> ports(int first, int count) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(first == 0 ? 0 : first + i);
    }
    return ports;
  }
}
