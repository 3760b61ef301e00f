package io.holdfast.activities.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The stores' SDKs cost a second of start-up: no process that keeps its backups elsewhere may pay
/// for them.
class LeanStartTest {
  @Test
  void lookingForAStoreLoadsNoSdk() throws Exception {
    try (Watching loader = new Watching()) {
      Method open =
          loader
              .loadClass(ObjectStores.class.getName())
              .getMethod("open", String.class, boolean.class);

      // Asks every provider.
      assertThatThrownBy(() -> open.invoke(null, "unknown://x", false))
          .hasRootCauseMessage("No object store is known for 'unknown://'.");
      assertThat(loader.asked)
          .anyMatch(name -> name.endsWith(".AzureStoreProvider"))
          .anyMatch(name -> name.endsWith(".S3StoreProvider"))
          .noneMatch(name -> name.startsWith("com.azure.") || name.startsWith("software.amazon."));
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
