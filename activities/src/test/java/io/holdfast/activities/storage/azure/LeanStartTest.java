package io.holdfast.activities.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectStores;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The SDK costs a second of start-up: no process that keeps its backups elsewhere may pay for it.
class LeanStartTest {
  @TempDir Path directory;

  @Test
  void aDirectoryIsOpenedWithoutAClassOfAzuresSdk() throws Exception {
    try (Watching loader = new Watching()) {
      Object store =
          loader
              .loadClass(ObjectStores.class.getName())
              .getMethod("open", String.class, boolean.class)
              .invoke(null, directory.toUri().toString(), true);

      assertThat(((Optional<?>) store)).isPresent();
      assertThat(loader.asked).anyMatch(name -> name.endsWith("AzureStoreProvider"));
      assertThat(loader.asked).noneMatch(name -> name.startsWith("com.azure."));
    }
  }

  /// Loads everything anew but the JDK, and remembers what it was asked for.
  private static final class Watching extends URLClassLoader {
    private final List<String> asked = new ArrayList<>();

    Watching() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      asked.add(name);
      return super.findClass(name);
    }
  }
}
