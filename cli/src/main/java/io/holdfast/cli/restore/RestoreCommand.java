package io.holdfast.cli.restore;

import io.holdfast.cli.Consent;
import io.holdfast.cli.backup.BackupPath;
import io.holdfast.cli.operation.OutcomeCommand;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.Failure;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.LoadConcern;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `holdfast restore`: brings a backup back. What it would do is worked out first, so that a
/// restore that cannot be is refused at once, and one that destroys something asks.
@Command(
    name = "restore",
    description = "Bring a backup back, into its own instance or another.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast restore shop/before-upgrade --to shop-clone --wait",
      "  holdfast restore shop/before-upgrade --plan",
      "  holdfast restore shop/data-files --consent shop --keep-old",
      "  holdfast restore shop/before-upgrade --consent shop --users take --wait",
      "  holdfast restore shop/before-upgrade --consent shop --replace shadow --wait",
      "  holdfast restore shop/before-upgrade --ns 'shop.orders' --consent shop --wait",
      "  holdfast restore shop/before-upgrade --ns-from 'shop.*' --ns-to 'shop_old.*' --wait"
    })
public final class RestoreCommand extends OutcomeCommand {
  @Spec private CommandSpec spec;

  // Not required by the parser: the subcommands have parameters of their own.
  @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "The backup, as INSTANCE/NAME.")
  private @Nullable BackupPath asked;

  @Option(
      names = "--to",
      paramLabel = "INSTANCE",
      description = "What to restore into (default: the instance that was backed up).")
  private @Nullable InstanceId target;

  @Option(
      names = "--plan",
      description =
          "Only show what would happen; changes nothing. The exit code is 0 when it would be allowed,"
              + " else that of the first refusal.")
  private boolean planOnly;

  @ArgGroup private @Nullable Agreement agreement;

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--users",
      paramLabel = "POLICY",
      description = "Users and roles: keep the target's, or take the backup's (default: keep).")
  private @Nullable UsersPolicy users;

  @Option(
      names = "--allow-version-mismatch",
      description = "Accept a target of a newer major version.")
  private boolean allowVersionMismatch;

  @Option(
      names = "--writers",
      paramLabel = "N",
      description = "How many write documents side by side, 1 to 16 (default: 2).")
  private @Nullable Integer writers;

  @Option(
      names = "--write-concern",
      paramLabel = "CONCERN",
      description =
          "When documents count as loaded: majority (the default), or primary, which is faster where"
              + " secondaries lag.")
  private @Nullable LoadConcern concern;

  @Option(
      names = "--replace",
      paramLabel = "HOW",
      description =
          "How what is in the way is replaced, with consent: drop it first (the default); or shadow:"
              + " load beside it, prove, and put each collection in its place in one step; needs room"
              + " for both.")
  private @Nullable Replacement replacement;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Mixin private final DataFileOptions dataFiles = new DataFileOptions();

  /// How the dropping of what the target holds is agreed to beforehand.
  static final class Agreement {
    @Option(
        names = "--consent",
        paramLabel = "NAME",
        description = "The target's name: agrees that its databases are dropped.")
    private @Nullable String name;

    @Option(names = "--yes", description = "Agrees to the same without naming it.")
    private boolean yes;
  }

  public RestoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    String consent = consentGiven();
    JsonNode planned = client.post(Paths.restorePlan(), body(consent));
    RestoreView.Plan plan = read(planned, RestoreView.Plan.class);
    if (planOnly) {
      printer().print(planned, () -> RestoreText.plan(plan));
      return plan.closed().stream()
          .flatMap(gate -> Stream.ofNullable(gate.refusal()))
          .findFirst()
          .map(refusal -> refusal.toException().problem().exitCode())
          .orElse(0);
    }
    JsonNode started = client.post(Paths.RESTORES, body(agreed(plan, consent)));
    OperationView operation = read(started.path("operation"), OperationView.class);
    if (waits()) {
      awaitEnd(client, operation.id(), ended -> ended(client, plan, ended));
    } else {
      printer().print(started, () -> RestoreText.started(operation, plan));
    }
    return 0;
  }

  private @Nullable String consentGiven() {
    if (agreement == null) {
      return null;
    }
    return agreement.yes ? into().value() : agreement.name;
  }

  /// The consent to go on with, asked for where that is all that is missing.
  private @Nullable String agreed(RestoreView.Plan plan, @Nullable String consent) {
    if (plan.allowed()) {
      return consent;
    }
    List<Failure> refusals =
        plan.closed().stream().map(RestoreView.Gate::refusal).filter(Objects::nonNull).toList();
    boolean onlyConsent =
        refusals.stream()
            .allMatch(refusal -> refusal.code().equals(ErrorCode.TARGET_NOT_EMPTY.name()));
    if (consent != null || !onlyConsent || !terminal().interactive()) {
      throw refusals.getFirst().toException();
    }
    Consent.ask(terminal(), into(), RestoreText.loss(plan, into()));
    return into().value();
  }

  private List<String> ended(RestClient client, RestoreView.Plan plan, OperationView operation) {
    return operation.completed()
        ? RestoreText.completed(
            operation, read(client.get(Paths.restore(operation.id())), RestoreView.class), plan)
        : RestoreText.remains(remains(client, operation));
  }

  private RestoreView.@Nullable Remains remains(RestClient client, OperationView ended) {
    try {
      return read(client.get(Paths.restore(ended.id())), RestoreView.class).remains();
    } catch (ProblemException e) {
      return null; // why the restore ended matters more, and is told next
    }
  }

  private Body body(@Nullable String consent) {
    return new Body()
        .with("source", backup().instance())
        .with("backup", backup().name())
        .with("target", target)
        .with("consent", consent)
        .with("users", users)
        .with("allowVersionMismatch", allowVersionMismatch ? true : null)
        .with("include", selection.include())
        .with("exclude", selection.exclude())
        .with("rename", selection.renames())
        .with("writers", writers)
        .with("writeConcern", concern)
        .with("replace", replacement)
        .with("shards", cluster.mappings())
        .with("shardByShard", cluster.shardByShard())
        .with("copyDeadlineSeconds", dataFiles.copyDeadlineSeconds())
        .with("keepOld", dataFiles.keepOld());
  }

  private BackupPath backup() {
    if (asked == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'BACKUP'");
    }
    return asked;
  }

  private InstanceId into() {
    return target == null ? backup().instance() : target;
  }
}
