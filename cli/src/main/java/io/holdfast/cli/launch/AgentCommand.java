package io.holdfast.cli.launch;

import io.holdfast.cli.launch.dev.Logging;
import io.holdfast.worker.WorkerApplication;
import io.holdfast.workflows.model.InstanceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast agent`: the agent of one member, until it is told to end. What it may do is in its own
/// environment variables and options, and nobody else's to say.
@Command(
    name = "agent",
    description = "Run a member's agent, on its host and as the database's user.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  HOLDFAST_REPOSITORY_URL=file:///mnt/backups HOLDFAST_AGENT_START='systemctl start mongod' \\",
      "  HOLDFAST_AGENT_STOP='systemctl stop mongod' \\",
      "    holdfast agent --instance shop --member rs0/db1.example:27017 --dbpath /var/lib/mongodb"
    })
public final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--instance",
      paramLabel = "INSTANCE",
      description = "Whose member it serves ($$HOLDFAST_AGENT_INSTANCE).")
  private @Nullable InstanceId instance;

  @Option(
      names = "--member",
      paramLabel = "MEMBER",
      description =
          "Which one, as rs0/host:port; a standalone server as host:port ($$HOLDFAST_AGENT_MEMBER).")
  private @Nullable String member;

  @Option(
      names = "--dbpath",
      paramLabel = "FOLDER",
      description = "The member's data folder ($$HOLDFAST_AGENT_DBPATH).")
  private @Nullable Path dbPath;

  @Option(
      names = "--copy-command",
      paramLabel = "PROGRAM",
      description =
          "Program that copies the member's files for 'backup -m external --copy command'"
              + " ($$HOLDFAST_AGENT_COPY_COMMAND).")
  private @Nullable Path copyCommand;

  @Override
  public Integer call() throws InterruptedException {
    Logging.toConsole();
    List<String> settings = new ArrayList<>();
    add(settings, "instance", instance);
    add(settings, "member", member);
    add(settings, "dbpath", dbPath == null ? null : dbPath.toAbsolutePath());
    add(settings, "copy-command", copyCommand == null ? null : copyCommand.toAbsolutePath());
    WorkerApplication.runAgent(settings.toArray(String[]::new));
    return 0;
  }

  private static void add(List<String> settings, String name, @Nullable Object value) {
    if (value != null) {
      settings.add("--holdfast.agent.%s=%s".formatted(name, value));
    }
  }
}
