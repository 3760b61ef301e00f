package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.workflows.model.Namespace;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// A view under its new name. It reads collections of its own database by their names: those that
/// move there with it are called by their new ones. What goes elsewhere it cannot follow, and
/// collections that are named in other places of its pipeline (in code, in values) are not looked
/// for.
final class MovedView {
  private static final String FROM = "from";
  private static final String COLL = "coll";
  private static final String VIEW_ON = "viewOn";
  private static final String PIPELINE = "pipeline";

  /// Stages that read another collection of the same database.
  private static final Set<String> JOINS = Set.of("$lookup", "$graphLookup");

  private final Namespace source;
  private final Namespace target;
  private final TargetNames names;

  private MovedView(Namespace source, Namespace target, TargetNames names) {
    this.source = source;
    this.target = target;
    this.names = names;
  }

  /// The view as it is called and defined on the target.
  static ViewAt of(ViewAt view, Namespace target, TargetNames names) {
    MovedView moved = new MovedView(view.namespace(), target, names);
    BsonDocument options = view.options().clone();
    options.put(VIEW_ON, moved.name(options.getString(VIEW_ON)));
    if (options.get(PIPELINE) instanceof BsonArray pipeline) {
      options.put(PIPELINE, moved.pipeline(pipeline));
    }
    return new ViewAt(target, options);
  }

  private BsonString name(BsonString collection) {
    return names
        .following(new Namespace(source.database(), collection.getValue()))
        .filter(moved -> moved.database().equals(target.database()))
        .map(moved -> new BsonString(moved.collection()))
        .orElse(collection);
  }

  private BsonArray pipeline(BsonArray stages) {
    BsonArray moved = new BsonArray();
    stages.forEach(stage -> moved.add(stage instanceof BsonDocument one ? stage(one) : stage));
    return moved;
  }

  private BsonDocument stage(BsonDocument stage) {
    BsonDocument moved = new BsonDocument();
    stage.forEach((operator, value) -> moved.put(operator, operand(operator, value)));
    return moved;
  }

  private BsonValue operand(String operator, BsonValue value) {
    if (operator.equals("$unionWith") && value instanceof BsonString name) {
      return name(name);
    }
    if (!(value instanceof BsonDocument fields)) {
      return value;
    }
    BsonDocument moved = new BsonDocument();
    fields.forEach(
        (field, content) -> {
          boolean names =
              (JOINS.contains(operator) && field.equals(FROM))
                  || (operator.equals("$unionWith") && field.equals(COLL));
          boolean nests =
              operator.equals("$facet")
                  || ((JOINS.contains(operator) || operator.equals("$unionWith"))
                      && field.equals(PIPELINE));
          if (names && content instanceof BsonString name) {
            moved.put(field, name(name));
          } else if (nests && content instanceof BsonArray stages) {
            moved.put(field, pipeline(stages));
          } else {
            moved.put(field, content);
          }
        });
    return moved;
  }
}
