package io.holdfast.api.paging;

import io.holdfast.api.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/// Where an item stands in a list: newest first, and by id among those of one time. As a cursor it
/// survives that the item itself is deleted.
///
/// @param at the item's time; [Instant#EPOCH] in lists that are sorted by id only
public record Position(Instant at, String id) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::at).reversed().thenComparing(Position::id);

  /// A position in a list that is sorted by id.
  public static Position byId(Object id) {
    return new Position(Instant.EPOCH, id.toString());
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
  }

  static Position parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int bar = text.indexOf('|');
      return new Position(Instant.parse(text.substring(0, bar)), text.substring(bar + 1));
    } catch (RuntimeException e) {
      throw Refusal.field(
          "cursor", "That is no cursor.", "Send back the 'next' of the page before, or none.");
    }
  }
}
