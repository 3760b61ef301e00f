package io.holdfast.cli.launch;

import io.holdfast.cli.launch.dev.Logging;
import io.holdfast.worker.WorkerApplication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `holdfast worker`: a worker, until it is told to end. Its settings are environment variables.
@Command(
    name = "worker",
    description = "Run a worker; settings are environment variables (HOLDFAST_REPOSITORY_URL, …).",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  HOLDFAST_REPOSITORY_URL=file:///var/lib/holdfast holdfast worker")
public final class WorkerCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    Logging.toConsole();
    WorkerApplication.run();
    return 0;
  }
}
