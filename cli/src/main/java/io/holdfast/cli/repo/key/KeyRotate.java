package io.holdfast.cli.repo.key;

import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.repo.OfflineCommand;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast repo key rotate`: everything that an older key wraps is wrapped by the active one.
@Command(
    name = "rotate",
    description = "Wrap everything that an older key wraps with the active key.",
    footerHeading =
        "%nManifests and sealed passwords change, payload does not. Interrupted, it goes on where"
            + " it was when it is started again.%n%nExamples:%n",
    footer = {
      "  holdfast repo key rotate file:///var/lib/holdfast --key-file new.key --key-file old.key"
    })
public final class KeyRotate extends OfflineCommand {

  /// How much was done.
  record Rotated(long records) {}

  public KeyRotate(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    LiveLine line = new LiveLine(terminal(), InstantSource.system());
    long[] done = {0};
    Rotated rotated;
    try (Repository repository = open()) {
      rotated =
          new Rotated(
              repository
                  .keys()
                  .rotate(_ -> line.show("Rotating", Human.count(++done[0], "record"), -1)));
    } finally {
      line.wipe();
    }
    printer()
        .print(
            document(rotated),
            () ->
                List.of(
                    "Wrapped %s anew; everything needs the active key only."
                        .formatted(Human.count(rotated.records(), "record"))));
    return 0;
  }
}
