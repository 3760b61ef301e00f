package io.holdfast.activities.mongodb;

import static io.holdfast.activities.mongodb.command.CopySamples.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.activities.mongodb.agent.AgentSettings;
import io.holdfast.activities.mongodb.agent.MemberCommand;
import io.holdfast.activities.mongodb.command.CommandedCopy;
import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.mongodb.command.CopyCommandRunner;
import io.holdfast.activities.mongodb.command.CopySamples;
import io.holdfast.activities.mongodb.command.Programs;
import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.agent.CommandActivities;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.holdfast.workflows.runtime.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a process that was told to end, whose grace was over before its copy command was.
class StoppedCommandTest {
  @TempDir private Path folder;
  @AutoClose private Repository repository;

  @AutoClose
  private final TestActivityEnvironment environment =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());

  private CopyCommand command;

  @BeforeEach
  void begin() throws IOException {
    repository = Repository.create("file://" + folder.resolve("repository"));
    new CopyLists(repository).write(TASK, CopySamples.content(List.of()));
    command =
        new CopyCommand(
            Programs.write(folder, "echo $$ > pid; sleep 300; true"), Duration.ofMinutes(1));
  }

  @Test
  void anAgentSaysThatItIsGoneAndBlamesNoCommand() throws IOException {
    AgentSettings settings =
        new AgentSettings(
            TASK.operation().instance(),
            TASK.member(),
            folder.resolve("data"),
            "mongod",
            List.of(),
            "true",
            "",
            Duration.ofSeconds(1),
            Optional.of(command));
    Stopped stopped =
        new Stopped(
            new MongoCommandActivities(new MemberCommand(settings, repository, System.getenv()))
                ::run);
    environment.registerActivitiesImplementations(stopped);
    CommandActivities agent =
        environment.newActivityStub(
            CommandActivities.class, ActivityProfiles.agentCommand("agent"));

    assertThat(codeOf(() -> agent.run(TASK), stopped)).isEqualTo(ErrorCode.AGENT_MISSING);
  }

  @Test
  void aWorkerSaysThatItIsGoneAndBlamesNoCommand() throws IOException {
    CopyCommandRunner runner = new CopyCommandRunner(command, System.getenv());
    Stopped stopped =
        new Stopped(
            new CopyCommandActivitiesImpl(new CommandedCopy(new CopyLists(repository), runner))
                ::run);
    environment.registerActivitiesImplementations(stopped);
    CopyCommandActivities worker =
        environment.newActivityStub(CopyCommandActivities.class, ActivityProfiles.copyCommand());

    assertThat(codeOf(() -> worker.run(TASK), stopped)).isEqualTo(ErrorCode.COPY_COMMAND_MISSING);
  }

  private ErrorCode codeOf(Runnable run, Stopped stopped) throws IOException {
    Thread.ofVirtual()
        .start(
            () -> {
              Programs.awaitBegin(folder);
              stopped.thread.join().interrupt();
            });
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, run::run);
    Programs.awaitEnd(folder);
    return Failures.describe(failure).code();
  }

  /// Activities whose thread a test can interrupt, as the SDK does when the grace is over.
  private record Stopped(Consumer<CopyTask> work, CompletableFuture<Thread> thread)
      implements CommandActivities, CopyCommandActivities {

    Stopped(Consumer<CopyTask> work) {
      this(work, new CompletableFuture<>());
    }

    @Override
    public CopyReport look(CopyTask task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void run(CopyTask task) {
      thread.complete(Thread.currentThread());
      try {
        work.accept(task);
      } finally {
        var _ = Thread.interrupted();
      }
    }
  }
}
