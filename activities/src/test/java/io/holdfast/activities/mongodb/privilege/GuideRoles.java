package io.holdfast.activities.mongodb.privilege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// The roles of `docs/guide/privileges.md`, as a person would copy them.
public final class GuideRoles {
  private static final Pattern ROLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

  private GuideRoles() {}

  /// Every `createRole` of the page, by the role's name.
  public static Map<String, BsonDocument> read() throws IOException {
    Matcher matcher = ROLE.matcher(Files.readString(Path.of("../docs/guide/privileges.md")));
    return matcher
        .results()
        .map(result -> BsonDocument.parse(result.group(1)))
        .collect(Collectors.toMap(role -> role.getString("createRole").getValue(), role -> role));
  }

  /// A role's privileges without one action of the one at `index`.
  public static BsonArray without(BsonArray privileges, int index, BsonValue action) {
    BsonArray rest = privileges.clone();
    BsonArray actions = rest.get(index).asDocument().getArray("actions");
    actions.remove(action);
    if (actions.isEmpty()) {
      rest.remove(index);
    }
    return rest;
  }

  static Set<Privilege> privileges(BsonDocument role) {
    Set<Privilege> privileges = new LinkedHashSet<>();
    for (BsonValue value : role.getArray("privileges")) {
      Resource resource = Resource.of(value.asDocument().getDocument("resource"));
      value
          .asDocument()
          .getArray("actions")
          .forEach(action -> privileges.add(new Privilege(action.asString().getValue(), resource)));
    }
    return privileges;
  }
}
