package io.holdfast.activities.mongodb.connect;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the driver's exceptions mean in Holdfast's words.
///
/// A server's own text is never passed on, since it may quote documents and commands; its code and
/// the code's name are. Codes are those of the server's `error_codes.yml`.
public final class MongoErrors {
  public static final int UNAUTHORIZED = 13;
  public static final int AUTHENTICATION_FAILED = 18;
  public static final int NAMESPACE_NOT_FOUND = 26;
  public static final int CURSOR_NOT_FOUND = 43;
  public static final int CAPPED_POSITION_LOST = 136;
  public static final int QUERY_PLAN_KILLED = 175;
  public static final int CURSOR_KILLED = 237;

  /// The member goes away, changes its role, or stopped our work: ShutdownInProgress,
  /// PrimarySteppedDown, InterruptedAtShutdown, Interrupted, InterruptedDueToReplStateChange, and
  /// the plan or cursor killed.
  private static final Set<Integer> LOST =
      Set.of(
          CURSOR_NOT_FOUND,
          91,
          CAPPED_POSITION_LOST,
          QUERY_PLAN_KILLED,
          189,
          CURSOR_KILLED,
          11600,
          11601,
          11602);

  /// It may work in a moment: HostUnreachable, HostNotFound, MaxTimeMSExpired, LockTimeout,
  /// LockBusy, NetworkTimeout, WriteConflict, FailedToSatisfyReadPreference,
  /// ReadConcernMajorityNotAvailableYet, SnapshotUnavailable, ExceededTimeLimit, SocketException.
  private static final Set<Integer> UNAVAILABLE =
      Set.of(6, 7, 24, 46, 50, 89, 112, 133, 134, 246, 262, 9001);

  private static final Pattern REFUSED_COMMAND =
      Pattern.compile("not authorized on (\\S+) to execute command \\{ ?\"?(\\w+)\"?:");

  /// How routers say that a shard or the config servers are down.
  private static final Pattern NOBODY_OF_THE_SET =
      Pattern.compile("Could not find host matching read preference .{0,200} for set ([^\\s'\"]+)");

  /// How servers from 8.0 on refuse what comes to a shard, and not through a router.
  private static final String PAST_ROUTERS = "connecting directly to a shard";

  private MongoErrors() {}

  /// Runs `work` and translates what the driver throws.
  public static <T> T translating(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException e) {
      throw translate(e, what);
    }
  }

  /// The error to report for `e`.
  ///
  /// @param what what was being done, as the start of a sentence: `The dump of shop.orders`
  public static HoldfastException translate(MongoException e, String what) {
    MongoException refusal = refusalIn(e);
    if (refusal != null) {
      return denied(refusal, what);
    }
    if (isLost(e)) {
      return new HoldfastException(
          ErrorCode.SOURCE_LOST,
          "%s was cut off by the server (%s).".formatted(what, name(e)),
          "It is tried again; if it repeats, see why the member restarts or changes its role.",
          e);
    }
    if (isUnavailable(e)) {
      return unreachable(e, what);
    }
    return new HoldfastException(
        ErrorCode.INTERNAL_ERROR,
        "%s was refused by the server (%s).".formatted(what, name(e)),
        "See the worker's log.",
        e);
  }

  /// The error to report for `e` where one member of a set was asked: if it cannot be reached,
  /// there may be another, which is SOURCE_LOST.
  ///
  /// @param what what was being done, as the start of a sentence
  public static HoldfastException translateOfSource(MongoException e, String what) {
    HoldfastException translated = translate(e, what);
    return translated.code() == ErrorCode.DATABASE_UNREACHABLE
        ? new HoldfastException(ErrorCode.SOURCE_LOST, translated.message(), translated.hint(), e)
        : translated;
  }

  /// Whether the collection or view that was asked for does not exist (any more).
  public static boolean isNamespaceMissing(MongoException e) {
    return e.getCode() == NAMESPACE_NOT_FOUND;
  }

  private static @Nullable MongoException refusalIn(MongoException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof MongoException m
          && (m.getCode() == UNAUTHORIZED || m.getCode() == AUTHENTICATION_FAILED)) {
        return m;
      }
    }
    return e instanceof MongoSecurityException && !(e.getCause() instanceof MongoSocketException)
        ? e
        : null;
  }

  private static HoldfastException unreachable(MongoException e, String what) {
    if (e instanceof MongoTimeoutException) {
      Unselected why = Unselected.read(String.valueOf(e.getMessage()));
      return new HoldfastException(
          ErrorCode.DATABASE_UNREACHABLE,
          "%s could not reach the database: %s.".formatted(what, why.reason()),
          why.hint(),
          e);
    }
    Matcher nobody = NOBODY_OF_THE_SET.matcher(String.valueOf(e.getMessage()));
    if (nobody.find()) {
      return new HoldfastException(
          ErrorCode.DATABASE_UNREACHABLE,
          "%s could not reach the database: the router finds nobody of the replica set '%s'."
              .formatted(what, nobody.group(1)),
          "Check that its members run, that enough of them do to elect a primary, and that the"
              + " routers reach them.",
          e);
    }
    String at = e instanceof MongoSocketException socket ? socket.getServerAddress() + ", " : "";
    return new HoldfastException(
        ErrorCode.DATABASE_UNREACHABLE,
        "%s could not reach the database (%s%s).".formatted(what, at, name(e)),
        "Check that the member runs, that its address is right and that the worker may reach it.",
        e);
  }

  private static HoldfastException denied(MongoException e, String what) {
    if (e.getCode() != UNAUTHORIZED) {
      return new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          "%s could not log in: %s refused the user or the password.".formatted(what, server(e)),
          "Check the instance's user, its authentication database and where the password is; where"
              + " it logs in by certificate, whether a user of that name is in $external.",
          e);
    }
    if (String.valueOf(e.getMessage()).contains(PAST_ROUTERS)) {
      return new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          "%s was refused: %s takes nothing past the routers from this user."
              .formatted(what, server(e)),
          "Servers from 8.0 on ask for the role 'directShardOperations', of the shard's own user.",
          e);
    }
    Matcher command = REFUSED_COMMAND.matcher(String.valueOf(e.getMessage()));
    String missing =
        command.find()
            ? "the user may not run '%s' on database '%s'"
                .formatted(command.group(2), command.group(1))
            : "the user lacks a privilege";
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "%s was refused: %s.".formatted(what, missing),
        "Grant the user the roles 'backup', 'restore' and 'clusterMonitor' on admin.",
        e);
  }

  private static String server(MongoException refusal) {
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      if (t instanceof MongoServerException server) {
        return server.getServerAddress().toString();
      }
    }
    return "the server";
  }

  private static boolean isLost(MongoException e) {
    return e instanceof MongoCursorNotFoundException
        || e instanceof MongoNotPrimaryException
        || e instanceof MongoNodeIsRecoveringException
        || LOST.contains(e.getCode());
  }

  private static boolean isUnavailable(MongoException e) {
    return e instanceof MongoSocketException
        || e instanceof MongoTimeoutException
        || e instanceof MongoInterruptedException
        || e instanceof MongoConnectionPoolClearedException
        || e instanceof MongoServerUnavailableException
        || e instanceof MongoSecurityException
        || UNAVAILABLE.contains(e.getCode());
  }

  /// Code and name of a server's error, or the kind of a client's.
  private static String name(MongoException e) {
    if (e instanceof MongoCommandException command && !command.getErrorCodeName().isEmpty()) {
      return command.getErrorCodeName() + ", code " + e.getCode();
    }
    return e.getCode() > 0 ? "code " + e.getCode() : e.getClass().getSimpleName();
  }
}
