package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalFinderTest {
  @TempDir private Path folder;

  private final Map<String, String> env = new HashMap<>();
  private TemporalCache cache;

  @BeforeEach
  void aCacheOfItsOwn() {
    env.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    cache = TemporalCache.ofUser(env::get);
  }

  @Test
  void theNamedExecutableWinsOverEverything() throws IOException {
    Path named = Executables.script(folder.resolve("mine"), "my-temporal", "exit 0");
    env.put("PATH", Executables.script(folder.resolve("bin"), "temporal", "").getParent() + "");

    assertThat(find(named.toString()))
        .isEqualTo(new TemporalSource.Binary(named, "named by --temporal"));
  }

  @Test
  void theVariableNamesItWhereTheOptionDoesNot() throws IOException {
    Path named = Executables.script(folder, "my-temporal", "exit 0");
    env.put(TemporalFinder.VARIABLE, named.toString());

    assertThat(find(null))
        .isEqualTo(new TemporalSource.Binary(named, "named by HOLDFAST_TEMPORAL"));
  }

  @Test
  void aNamedFileThatCannotBeExecutedIsRefusedInsteadOfPassedOver() throws IOException {
    Path text = Files.writeString(folder.resolve("temporal"), "not a program");
    env.put("PATH", Executables.script(folder.resolve("bin"), "temporal", "").getParent() + "");

    assertThatThrownBy(() -> find(text.toString()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining(text.toString());
  }

  @Test
  void theFirstExecutableOnThePathIsTaken() throws IOException {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.writeString(bare.resolve("temporal"), "not executable");
    Path real = Executables.script(folder.resolve("bin"), "temporal", "");
    env.put("PATH", bare + "::" + real.getParent());

    assertThat(find(null)).isEqualTo(new TemporalSource.Binary(real, "on the PATH"));
  }

  @Test
  void whatWasBuiltOrFetchedBeforeIsTakenFromTheCache() throws IOException {
    Path fetched =
        Executables.script(cache.folder().resolve("1.5.1").resolve("linux_amd64"), "temporal", "");

    assertThat(find(null)).isEqualTo(new TemporalSource.Binary(fetched, "in the cache"));
  }

  @Test
  void theInMemoryServerCanBeAskedFor() throws IOException {
    env.put("PATH", Executables.script(folder.resolve("bin"), "temporal", "").getParent() + "");

    assertThat(find(TemporalFinder.IN_MEMORY)).isInstanceOf(TemporalSource.InMemory.class);
  }

  private TemporalSource find(@org.jspecify.annotations.Nullable String named) {
    TemporalFetch neverReached = new TemporalFetch(cache, TemporalFetch.LIMIT);
    return new TemporalFinder(env::get, cache, neverReached).find(named);
  }
}
