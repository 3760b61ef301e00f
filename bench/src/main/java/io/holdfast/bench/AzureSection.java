package io.holdfast.bench;

import io.holdfast.sandbox.real.RealAzurite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The Azure store on Azurite against the SDK's plain calls. Azurite is made for tests: the ratios
/// say something of Holdfast, the rates nothing of Azure.
final class AzureSection implements Section {
  @Override
  public String name() {
    return "azure";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    Optional<Path> script = RealAzurite.find();
    if (script.isEmpty()) {
      report.heading("Azure");
      report.line("Left out: there is no Azurite; HOLDFAST_AZURITE names its main.js.");
      return;
    }
    Path source = Content.file(folder.resolve("source"), AzureTrials.BYTES);
    try (RealAzurite azurite = RealAzurite.start(script.get(), folder)) {
      // The credentials are in the environment, so it is a process of its own.
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  AzureTrials.class.getName(),
                  azurite.url("bench/holdfast").toString(),
                  source.toString()));
      builder.environment().putAll(RealAzurite.credentials());
      if (builder.inheritIO().start().waitFor() != 0) {
        throw new IOException("the trials on Azurite failed");
      }
    }
  }
}
