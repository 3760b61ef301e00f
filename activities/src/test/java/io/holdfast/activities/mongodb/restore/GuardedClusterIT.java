package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.GuardedCluster;
import io.holdfast.activities.mongodb.GuardedSet;
import io.holdfast.activities.mongodb.cluster.ClusterPrivileges;
import io.holdfast.activities.mongodb.privilege.GuideRoles;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide's roles on a real cluster with users: each is enough for its work, and what is missing
/// on the cluster or on one of its shards is told before anything begins.
class GuardedClusterIT {
  @TempDir private static Path folder;
  @AutoClose private static GuardedCluster cluster;
  private static Map<String, BsonDocument> roles;

  @TempDir Path repository;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() throws Exception {
    cluster = GuardedCluster.start(folder, "guarded");
    roles = GuideRoles.read();
    make(cluster.router(), "holdfastClusterBackup");
    make(cluster.router(), "holdfastClusterCompare");
    make(cluster.router(), "holdfastClusterRestore");
    make(cluster.router(), "holdfastClusterRestoreWithUsers");
    for (MongoClient shard : cluster.shards()) {
      make(shard, "holdfastShardBackup");
      make(shard, "holdfastLook");
    }
    user("backer", "holdfastClusterBackup", "holdfastShardBackup");
    user("comparer", "holdfastClusterCompare", "holdfastLook");
    user("restorer", "holdfastClusterRestore", "holdfastLook");
    user("taker", "holdfastClusterRestoreWithUsers", "holdfastLook");
    new ShardedShop(cluster.router()).fill("guarded-sh1", "guarded-sh2");
    var _ = GuardedSet.run(cluster.router(), "{addShardToZone: 'guarded-sh2', zone: 'far'}");
    var _ =
        GuardedSet.run(
            cluster.router(),
            "{updateZoneKeyRange: 'shop.ranged', zone: 'far',"
                + " min: {region: 'eu', 'customer.number': 3},"
                + " max: {region: 'us', 'customer.number': 3}}");
  }

  private static void make(MongoClient where, String role) {
    var _ = where.getDatabase("admin").runCommand(Objects.requireNonNull(roles.get(role)));
  }

  private static void user(String name, String ofCluster, String ofShards) {
    String create = "{createUser: '%s', pwd: '%s', roles: ['%s']}";
    var _ =
        GuardedSet.run(cluster.router(), create.formatted(name, GuardedSet.PASSWORD, ofCluster));
    for (MongoClient shard : cluster.shards()) {
      var _ = GuardedSet.run(shard, create.formatted(name, GuardedSet.PASSWORD, ofShards));
    }
  }

  @BeforeEach
  void open() {
    rig = new ClusterRig(cluster.uri(), repository);
  }

  private void as(String user) {
    rig.register(
        ClusterRig.SOURCE,
        cluster.strangersUri(),
        new Credentials(user, "admin", new SecretRef("env:PASSWORD")));
  }

  @Test
  void theRolesOfTheGuideAreEnough() {
    as("backer");
    rig.backup("nightly");

    as("comparer");
    assertThat(compare().examples()).isEmpty();

    rig.source().getDatabase("shop").getCollection("ranged").drop();
    as("restorer");
    assertThat(rig.restore(ClusterRig.request(ClusterRig.SOURCE, "nightly", null, null)).examples())
        .isEmpty();
    assertThat(
            cluster
                .router()
                .getDatabase("config")
                .getCollection("tags", BsonDocument.class)
                .countDocuments())
        .isEqualTo(1);

    as("taker");
    Selection notes =
        new Selection(List.of(new NamespacePattern("plain.notes")), List.of(), List.of());
    var _ = GuardedSet.run(cluster.router(), "{createUser: 'late', pwd: 'late', roles: []}");
    assertThat(
            rig.restore(
                    ClusterRig.request(ClusterRig.SOURCE, "nightly", notes, null, UsersPolicy.TAKE))
                .examples())
        .isEmpty();
    assertThat(users(cluster.router()))
        .doesNotContain("late")
        .contains("root", "backer", "comparer", "restorer", "taker");
  }

  private Proof compare() {
    return rig.comparison()
        .compare(
            rig.comparison()
                .admit(
                    new CompareRequest(
                        ClusterRig.operation(ClusterRig.SOURCE),
                        ClusterRig.SOURCE,
                        new BackupName("nightly"))),
            Heartbeat.none());
  }

  private static List<String> users(MongoClient where) {
    return GuardedSet.run(where, "{usersInfo: 1}").getArray("users").stream()
        .map(user -> user.asDocument().getString("user").getValue())
        .toList();
  }

  @Test
  void whatABackupLacksIsToldBeforeItBegins() {
    as("backer");
    ClusterPrivileges privileges = new ClusterPrivileges(rig.connector());
    List<LogicalSource> sources = rig.sources("refused");
    Instance instance = rig.instance();
    ThrowingCallable work = () -> privileges.require(instance, sources);

    eachMissing(cluster.router(), "holdfastClusterBackup", "guarded-cfg", _ -> true, work);
    eachMissing(cluster.shards().getLast(), "holdfastShardBackup", "guarded-sh2", _ -> true, work);

    assertThatCode(work).doesNotThrowAnyException();
  }

  @Test
  void whatALookLacksIsTold() {
    as("restorer");
    ThrowingCallable work = () -> rig.topology();
    Set<String> ofRouter = Set.of("getShardMap", "listShards");

    eachMissing(cluster.router(), "holdfastClusterRestore", "", ofRouter::contains, work);
    eachMissing(cluster.shards().getFirst(), "holdfastLook", "guarded-sh1", _ -> true, work);
  }

  @Test
  void whatARestoreLacksIsToldBeforeAnythingIsTouched() {
    as("backer");
    rig.backup("refused");
    as("restorer");
    Set<String> ofRouter = Set.of("enableSharding", "moveChunk", "splitChunk", "dropDatabase");
    RestoreRequest request = ClusterRig.request(ClusterRig.SOURCE, "refused", null, null);

    eachMissing(
        cluster.router(),
        "holdfastClusterRestore",
        "",
        ofRouter::contains,
        () -> rig.engine().plan(request));
  }

  /// Takes privileges of a role away, one after the other.
  ///
  /// @param set whose user it is; empty where that is the cluster
  private static void eachMissing(
      MongoClient where, String role, String set, Predicate<String> wanted, ThrowingCallable work) {
    BsonArray whole = Objects.requireNonNull(roles.get(role)).getArray("privileges");
    String place =
        (set.isEmpty() ? "" : "replica set '%s' of ".formatted(set)) + "instance 'cluster'";
    try {
      for (int i = 0; i < whole.size(); i++) {
        for (BsonValue value : whole.get(i).asDocument().getArray("actions")) {
          String action = value.asString().getValue();
          if (wanted.test(action)) {
            updateRole(where, role, GuideRoles.without(whole, i, value));

            HoldfastException e = catchThrowableOfType(HoldfastException.class, work);

            assertThat(e).as("without %s", action).isNotNull();
            assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            assertThat(e.message()).contains(" of %s lacks '%s' on ".formatted(place, action));
          }
        }
      }
    } finally {
      updateRole(where, role, whole);
    }
  }

  private static void updateRole(MongoClient where, String role, BsonArray privileges) {
    var _ =
        where
            .getDatabase("admin")
            .runCommand(
                new BsonDocument("updateRole", new BsonString(role))
                    .append("privileges", privileges));
  }
}
