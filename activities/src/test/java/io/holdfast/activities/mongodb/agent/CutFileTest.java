package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutFileTest {
  @TempDir private Path dbPath;
  private DataFolder folder;
  private CutFile file;

  @BeforeEach
  void begin() throws IOException {
    folder = new DataFolder(dbPath, Mover.RENAME);
    folder.makeRoom();
    file = new CutFile(MemberId.parse("rs0/127.0.0.1:27017"), folder);
  }

  @Test
  void anEndIsReadAsItWasWritten() throws IOException {
    assertThat(file.read()).isEmpty();

    file.write(new PointInTime(1_763_800_000L, 7));

    assertThat(file.read()).contains(new PointInTime(1_763_800_000L, 7));
  }

  @Test
  void anAgentKilledWhileItWroteHasWrittenNothing() throws IOException {
    Files.writeString(folder.own().resolve("standalone.cut.new"), "17638");

    assertThat(file.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1763800000", "1763800000:", "rubbish"})
  void aFileThatCannotBeUnderstoodIsNotGuessedAt(String text) throws IOException {
    Files.writeString(folder.own().resolve("standalone.cut"), text);

    assertThatThrownBy(file::read)
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("standalone.cut");
  }
}
