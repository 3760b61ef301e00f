package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The document of the format shows what is really written.
class RepositoryFormatDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "repository-format.md");
  private static final Path RECORDS = Path.of("src", "test", "resources", "records");
  private static final Pattern SAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySampleIsAGoldenRecord() throws IOException {
    List<String> golden = new ArrayList<>();
    try (Stream<Path> files = Files.list(RECORDS)) {
      for (Path file : files.toList()) {
        golden.add(Files.readString(file));
      }
    }
    List<String> samples = samples();

    assertThat(samples).hasSize(9).allSatisfy(sample -> assertThat(golden).contains(sample));
  }

  @Test
  void theKeysOfTheSamplesAreThoseOfTheLayout() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(document)
        .contains("`" + Layout.marker() + "`")
        .contains("`" + Layout.instance(GoldenRecords.SHOP) + "`")
        .contains("`" + Layout.operation(GoldenRecords.completedBackup().id()) + "`")
        .contains("`" + Layout.restore(GoldenRestores.unprovenRestore().task()) + "`")
        .contains(
            "`" + Layout.comparison(GoldenComparisons.comparison().task().request().operation()))
        .contains("`" + Layout.manifest(GoldenRecords.BACKUP) + "`")
        .contains("version " + BackupHeader.FORMAT);
  }

  private static List<String> samples() throws IOException {
    List<String> samples = new ArrayList<>();
    Matcher matcher = SAMPLE.matcher(Files.readString(DOCUMENT));
    while (matcher.find()) {
      samples.add(matcher.group(1));
    }
    return samples;
  }
}
