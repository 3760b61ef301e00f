package io.holdfast.activities.mongodb.cursor;

import static io.holdfast.activities.mongodb.command.CopySamples.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The codes and texts are those of Percona Server 4.4.6-8.
class CursorErrorsTest {

  @Test
  void anEncryptedServerThatCannotOpenOneIsToldWhichVersionCan() {
    MongoCommandException answer =
        answer(
            31403,
            "Failed to get a file's size. Filename: /data/key.db/journal/WiredTigerLog.0000000001"
                + " Error: No such file or directory");

    HoldfastException e = CursorErrors.translate(answer, TASK);

    assertThat(CursorErrors.isPassing(answer)).isFalse();
    assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED);
    assertThat(e.message()).contains("db3.example:27017", "31403").doesNotContain("/data");
    assertThat(e.hint()).contains("encrypted", "4.4.16-16", "5.0.11-10", "--keep-by fsync_lock");
  }

  @ParameterizedTest
  @CsvSource({"50886, to a cursor", "50884, to a lock"})
  void anotherBackupsCursorRefusesBoth(int code, String text) {
    HoldfastException e = CursorErrors.translate(answer(code, text), TASK);

    assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED);
    assertThat(e.message()).contains("has an open backup cursor");
  }

  @Test
  void aLockThatNobodyKnowsIsCalledALock() {
    HoldfastException e =
        CursorErrors.translate(answer(4711, "strange"), TASK.withKeeping(Keeping.FSYNC_LOCK));

    assertThat(e.message()).contains(Keeping.FSYNC_LOCK.label()).doesNotContain("cursor");
  }

  private static MongoCommandException answer(int code, String text) {
    BsonDocument reply = BsonDocument.parse("{ok: 0, code: %d}".formatted(code));
    return new MongoCommandException(
        reply.append("errmsg", new BsonString(text)), new ServerAddress("db3"));
  }
}
