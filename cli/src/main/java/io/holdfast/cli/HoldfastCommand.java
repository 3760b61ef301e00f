package io.holdfast.cli;

import io.holdfast.cli.backup.BackupCommand;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.backup.ByteCount;
import io.holdfast.cli.backup.DescribeCommand;
import io.holdfast.cli.backup.FinishCommand;
import io.holdfast.cli.backup.ListCommand;
import io.holdfast.cli.backup.Subject;
import io.holdfast.cli.compare.CompareCommand;
import io.holdfast.cli.instance.InstanceAdd;
import io.holdfast.cli.instance.InstanceCommand;
import io.holdfast.cli.instance.InstanceList;
import io.holdfast.cli.instance.InstanceRemove;
import io.holdfast.cli.instance.InstanceShow;
import io.holdfast.cli.instance.InstanceUpdate;
import io.holdfast.cli.launch.AgentCommand;
import io.holdfast.cli.launch.DemoCommand;
import io.holdfast.cli.launch.DevCommand;
import io.holdfast.cli.launch.ServerCommand;
import io.holdfast.cli.launch.WorkerCommand;
import io.holdfast.cli.operation.CancelCommand;
import io.holdfast.cli.operation.StatusCommand;
import io.holdfast.cli.repo.Age;
import io.holdfast.cli.repo.RepoCheckStore;
import io.holdfast.cli.repo.RepoCommand;
import io.holdfast.cli.repo.RepoExport;
import io.holdfast.cli.repo.RepoImport;
import io.holdfast.cli.repo.RepoInit;
import io.holdfast.cli.repo.RepoList;
import io.holdfast.cli.repo.RepoMaintain;
import io.holdfast.cli.repo.RepoVerify;
import io.holdfast.cli.repo.key.KeyAdd;
import io.holdfast.cli.repo.key.KeyCommand;
import io.holdfast.cli.repo.key.KeyGenerate;
import io.holdfast.cli.repo.key.KeyList;
import io.holdfast.cli.repo.key.KeyRotate;
import io.holdfast.cli.restore.RestoreAbortCommand;
import io.holdfast.cli.restore.RestoreCommand;
import io.holdfast.cli.restore.RestoreFinishCommand;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.model.OperationId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The root of the command line.
@Command(
    name = "holdfast",
    description = "Backups of MongoDB as durable workflows, proven to come back.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class HoldfastCommand implements Runnable {
  private static final int HELP_COLUMNS = 100;

  @Spec private CommandSpec spec;

  private HoldfastCommand() {}

  /// The whole command line, with everything it needs from its surroundings.
  public static CommandLine commandLine(Terminal terminal) {
    CommandLine root = new CommandLine(new HoldfastCommand());
    root.addSubcommand(backup(terminal))
        .addSubcommand(new ListCommand(terminal))
        .addSubcommand(new DescribeCommand(terminal))
        .addSubcommand(restore(terminal))
        .addSubcommand(new CompareCommand(terminal))
        .addSubcommand(new RepoImport(terminal))
        .addSubcommand(new StatusCommand(terminal))
        .addSubcommand(new CancelCommand(terminal))
        .addSubcommand(instance(terminal))
        .addSubcommand(repo(terminal))
        .addSubcommand(new DemoCommand(terminal))
        .addSubcommand(new DevCommand(terminal))
        .addSubcommand(new ServerCommand(terminal))
        .addSubcommand(new WorkerCommand())
        .addSubcommand(new AgentCommand())
        .addSubcommand(new CompletionCommand());
    ErrorReport errors = new ErrorReport(terminal);
    return root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(HELP_COLUMNS)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .registerConverter(InstanceId.class, reading(InstanceId::new))
        .registerConverter(BackupName.class, reading(BackupName::new))
        .registerConverter(BackupPath.class, reading(BackupPath::parse))
        .registerConverter(Subject.class, reading(Subject::parse))
        .registerConverter(ByteCount.class, reading(ByteCount::parse))
        .registerConverter(NamespacePattern.class, reading(NamespacePattern::new))
        .registerConverter(Age.class, reading(Age::parse))
        .registerConverter(OperationId.class, reading(OperationId::parse));
  }

  /// A command is needed: alone, `holdfast` says which there are.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static CommandLine backup(Terminal terminal) {
    return new CommandLine(new BackupCommand(terminal)).addSubcommand(new FinishCommand(terminal));
  }

  private static CommandLine restore(Terminal terminal) {
    return new CommandLine(new RestoreCommand(terminal))
        .addSubcommand(new RestoreFinishCommand(terminal))
        .addSubcommand(new RestoreAbortCommand(terminal));
  }

  private static CommandLine instance(Terminal terminal) {
    return new CommandLine(new InstanceCommand())
        .addSubcommand(new InstanceAdd(terminal))
        .addSubcommand(new InstanceList(terminal))
        .addSubcommand(new InstanceShow(terminal))
        .addSubcommand(new InstanceUpdate(terminal))
        .addSubcommand(new InstanceRemove(terminal));
  }

  private static CommandLine repo(Terminal terminal) {
    return new CommandLine(new RepoCommand())
        .addSubcommand(new RepoInit(terminal))
        .addSubcommand(new RepoList(terminal))
        .addSubcommand(new RepoVerify(terminal))
        .addSubcommand(new RepoCheckStore(terminal))
        .addSubcommand(new RepoExport(terminal))
        .addSubcommand(new RepoImport(terminal))
        .addSubcommand(new RepoMaintain(terminal))
        .addSubcommand(key(terminal));
  }

  private static CommandLine key(Terminal terminal) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyGenerate(terminal))
        .addSubcommand(new KeyAdd(terminal))
        .addSubcommand(new KeyList(terminal))
        .addSubcommand(new KeyRotate(terminal));
  }

  private static <T> ITypeConverter<T> reading(Function<String, T> read) {
    return text -> {
      try {
        return read.apply(text);
      } catch (HoldfastException e) {
        throw new TypeConversionException(e.message() + " " + e.hint());
      }
    };
  }
}
