package io.holdfast.cli.operation;

import io.holdfast.cli.rest.Failure;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A command that says that files are copied. It waits for the operation's end, unless the copy
/// turns out to be worth nothing: then the operation waits for people again, and they must know.
public abstract class CopiedCommand extends OutcomeCommand {
  private static final String COPY_READY = "copy_ready";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      required = true,
      description = "That of the copy that was made: one of an earlier attempt is refused.")
  private String token = "";

  protected CopiedCommand(Terminal terminal) {
    super(terminal);
  }

  protected final String token() {
    return token;
  }

  /// The copy that an operation waits for.
  ///
  /// @param token null unless it waits for one
  /// @param refusal why the copy before was worth nothing
  /// @param command by which people say that this one is made
  public record Asked(@Nullable String token, @Nullable String refusal, String command) {}

  /// Waits for the end of `id` and prints it.
  ///
  /// @param again why the operation waits again, where it does
  /// @param inHand asks which copy it waits for
  /// @param text what people are told of the end
  /// @throws ProblemException why it ended, when it did not complete; `again` when another copy is
  ///   asked for
  protected final void awaitEnd(
      RestClient client,
      OperationId id,
      ErrorCode again,
      Supplier<Asked> inHand,
      Function<OperationView, List<String>> text) {
    AtomicReference<@Nullable Asked> another = new AtomicReference<>();
    Predicate<OperationView> isAskedAgain =
        operation -> {
          if (operation.state().equals(COPY_READY)) {
            another(inHand).ifPresent(another::set);
          }
          return another.get() != null;
        };
    JsonNode answer = Waiting.until(id, client, JsonMapper.shared(), terminal(), isAskedAgain);
    Asked asked = another.get();
    OperationView operation = read(answer, OperationView.class);
    if (asked != null && operation.running()) {
      throw refused(again, asked).toException();
    }
    printer().print(answer, () -> text.apply(operation));
    operation.requireCompleted();
  }

  private Optional<Asked> another(Supplier<Asked> inHand) {
    try {
      return Optional.of(inHand.get())
          .filter(asked -> asked.token() != null && !asked.token().equals(token.strip()));
    } catch (ProblemException e) {
      if (e.problem().exitCode() == ErrorCategory.CONFLICT.exitCode()) {
        return Optional.empty(); // it has gone on since
      }
      throw e;
    }
  }

  private static Failure refused(ErrorCode again, Asked asked) {
    return new Failure(
        again.name(),
        asked.refusal() == null ? "The copy is asked for again." : asked.refusal(),
        "The operation waits for another copy. When that is made: " + asked.command());
  }
}
