package io.holdfast.activities.mongodb.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrivilegeCheckTest {
  @ParameterizedTest
  @EnumSource(Task.class)
  void theGuidesRoleIsExactlyWhatIsNeeded(Task task) throws IOException {
    Map<String, BsonDocument> roles = GuideRoles.read();

    assertThat(roles).hasSize(Task.values().length).containsKey(task.role());
    assertThat(GuideRoles.privileges(Objects.requireNonNull(roles.get(task.role()))))
        .containsExactlyInAnyOrderElementsOf(task.privileges());
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void whoMayDoAnythingLacksNothing(Task task) {
    assertThat(granted("{anyResource: true}", "'anyAction'").missing(task)).isEmpty();
  }

  @Test
  void everythingThatIsMissingIsToldAtOnce() {
    HoldfastException e =
        granted("{cluster: true}", "'getParameter', 'replSetGetConfig'")
            .refusal(Task.LOOK)
            .orElseThrow();
    HoldfastException more =
        granted("{db: '', collection: ''}", "'find', 'collStats', 'listCollections'")
            .refusal(Task.BACKUP)
            .orElseThrow();

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message())
        .isEqualTo(
            "The user 'holdfast' of instance 'shop' lacks 'replSetGetStatus' on the cluster.");
    assertThat(e.hint()).contains("holdfastLook");
    assertThat(more.message())
        .contains("'listIndexes' on every database", "'find' on 'admin.system.users'")
        .contains("'find' on 'system.js' of every database")
        .doesNotContain("'find' on every database");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{db: '', collection: ''} | {db: 'shop', collection: 'a'} | true",
        "{db: '', collection: ''} | {db: '', collection: 'system.js'} | false",
        "{db: '', collection: ''} | {db: 'local', collection: 'oplog.rs'} | false",
        "{db: 'local', collection: ''} | {db: 'local', collection: 'oplog.rs'} | true",
        "{db: 'shop', collection: ''} | {db: '', collection: ''} | false",
        "{db: 'shop', collection: ''} | {db: 'shop', collection: 'a'} | true",
        "{db: '', collection: 'a'} | {db: 'shop', collection: 'a'} | true",
        "{db: 'admin', collection: 'system.users'} | {db: 'admin', collection: 'system.users'} | true",
        "{cluster: true} | {db: '', collection: ''} | false",
        "{cluster: true} | {cluster: true} | true",
        "{anyResource: true} | {db: 'admin', collection: 'system.users'} | true",
        "{db: '', system_buckets: 'a'} | {db: '', collection: ''} | false"
      })
  void aResourceCoversWhatMongoDbSaysItCovers(String granted, String needed, boolean covered) {
    assertThat(
            Resource.of(BsonDocument.parse(granted))
                .covers(Resource.of(BsonDocument.parse(needed))))
        .isEqualTo(covered);
  }

  @Test
  void whereNobodyIsLoggedInNothingIsKnown() {
    assertThat(
            read("{authenticatedUsers: [], authenticatedUserPrivileges: []}").missing(Task.BACKUP))
        .isEmpty();
    assertThat(read("{authenticatedUsers: [{user: 'a', db: 'admin'}]}").missing(Task.BACKUP))
        .isEmpty();
  }

  private static PrivilegeCheck granted(String resource, String actions) {
    return read(
        "{authenticatedUsers: [{user: 'holdfast', db: 'admin'}],"
            + " authenticatedUserPrivileges: [{resource: %s, actions: [%s]}]}"
                .formatted(resource, actions));
  }

  private static PrivilegeCheck read(String authInfo) {
    return PrivilegeCheck.read("instance 'shop'", BsonDocument.parse(authInfo));
  }
}
