package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.BookingsCheck;
import io.holdfast.cli.launch.demo.act.Books;
import io.holdfast.cli.launch.demo.act.Inventory;
import io.holdfast.cli.launch.demo.act.SampleDatabases;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.restore.Proof;
import java.util.Map;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/// Whether everything is back: by Holdfast's own proof, and by the demo's inventory and books,
/// which know nothing of Holdfast.
public final class Verdict {
  private static final int DIGEST_SHOWN = 16;

  private final Stage stage;
  private final Story story;

  public Verdict(Stage stage) {
    this.stage = stage;
    this.story = stage.story();
  }

  /// @param before what there was at the last moment before the disaster
  /// @param books what the booking desk wrote, and when
  /// @return whether all of it holds
  public boolean play(BackupView backup, RestoreView restore, Inventory before, Books books) {
    story.chapter("Is it really the same?");
    boolean proven = proven(restore.proof());
    boolean same = same(before, Inventory.take(stage.mongo()));
    boolean booked = booked(Facts.point(backup), books);
    return proven && same && booked;
  }

  /// The same of a restore of files, of which nobody but the demo knows what was in them.
  ///
  /// @param time of the backup
  public boolean playOfFiles(BsonTimestamp time, Inventory before, Books books) {
    story.chapter("Is it really what it was at the backup's time?");
    boolean same = same(before, Inventory.take(stage.mongo()));
    return booked(time, books) && same;
  }

  private boolean proven(@Nullable Proof proof) {
    if (proof == null) {
      story.verdict(false, "Holdfast shows no proof.");
      return false;
    }
    story.verdict(
        proof.holds(),
        "Holdfast read %s in %s back and compared counts, digests and indexes"
            .formatted(
                Human.count(proof.documents(), "document"),
                Human.count(proof.collections(), "collection")));
    story.say("  with the manifest: %s.".formatted(Human.count(proof.differences(), "difference")));
    return proof.holds();
  }

  private boolean same(Inventory before, Inventory after) {
    story.say("The demo's own look, with its own SHA-256 over the documents by _id:");
    boolean all = true;
    for (Map.Entry<String, Inventory.Held> entry : before.collections().entrySet()) {
      all &= same(entry.getKey(), entry.getValue(), after.collections().get(entry.getKey()));
    }
    boolean rest = after.views().equals(before.views()) && after.users().equals(before.users());
    story.verdict(
        rest,
        "view %s, users %s"
            .formatted(String.join(", ", after.views()), String.join(" and ", after.users())));
    return all && rest;
  }

  private boolean same(String namespace, Inventory.Held was, Inventory.@Nullable Held is) {
    if (is == null) {
      story.verdict(false, "%s is not there".formatted(namespace));
      return false;
    }
    // The bookings went on after the backup: those are compared with the desk's books.
    boolean wentOn = namespace.startsWith(SampleDatabases.TRAVEL + ".");
    boolean equal = wentOn ? is.indexes().equals(was.indexes()) : is.equals(was);
    story.verdict(
        equal,
        "%s: %s, %s%s"
            .formatted(
                namespace,
                Human.count(is.documents(), "document"),
                Human.count(is.indexes().size(), "index", "indexes"),
                wentOn ? "" : ", SHA-256 " + is.sha256().substring(0, DIGEST_SHOWN) + "…"));
    return equal;
  }

  private boolean booked(BsonTimestamp point, Books books) {
    BookingsCheck check = BookingsCheck.of(stage.mongo(), books, point);
    story.verdict(
        check.holds(),
        "The desk's own books know %s at %d:%d; found are %s, %s of them wrong or missing."
            .formatted(
                Human.count(check.expected(), "booking"),
                Integer.toUnsignedLong(point.getTime()),
                point.getInc(),
                Human.count(check.found()),
                Human.count(check.wrong().size())));
    story.say(
        "  What the desk wrote after that (%s) is rightly gone."
            .formatted(Human.count(books.writesAfter(point), "write")));
    return check.holds();
  }
}
