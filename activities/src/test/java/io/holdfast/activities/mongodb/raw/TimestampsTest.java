package io.holdfast.activities.mongodb.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.model.PointInTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class TimestampsTest {

  @Test
  void bothHalvesAreUnsigned() {
    PointInTime late = new PointInTime(0xFFFF_FFFEL, 0xFFFF_FFFDL);

    assertThat(Timestamps.toPoint(Timestamps.toBson(late))).isEqualTo(late);
    assertThat(Timestamps.toPoint(new BsonTimestamp(1_795_253_277, 4)))
        .isEqualTo(new PointInTime(1_795_253_277L, 4));
  }

  @Test
  void theTimeOfAnEntryIsItsOwnAndNotOneWithin() {
    BsonDocument within = new BsonDocument("ts", new BsonTimestamp(1, 1));
    RawDocument entry =
        RawDocument.of(
            new BsonDocument("o", within)
                .append("prevOpTime", within)
                .append("ts", new BsonTimestamp(2, 3)));

    assertThat(Timestamps.ofEntry(entry)).isEqualTo(new PointInTime(2, 3));
  }

  @Test
  void anEntryWithoutATimeIsRefused() {
    RawDocument entry = RawDocument.of(new BsonDocument("ts", new BsonInt32(1)));

    assertThatThrownBy(() -> Timestamps.ofEntry(entry))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
