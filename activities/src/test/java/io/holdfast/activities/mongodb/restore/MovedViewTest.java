package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.restore.Rename;
import io.holdfast.workflows.restore.Selection;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class MovedViewTest {
  private static final List<Namespace> NAMES =
      List.of(
          new Namespace("shop", "orders"),
          new Namespace("shop", "customers"),
          new Namespace("shop", "logs"),
          new Namespace("shop", "view"));
  private final TargetNames names =
      new TargetNames(
          NAMES,
          new Selection(
              List.of(new NamespacePattern("shop.*")),
              List.of(new NamespacePattern("shop.customers")),
              List.of(rename("shop.logs", "elsewhere.logs_2"), rename("shop.*", "old.old_*"))));

  @Test
  void everyCollectionThatItReadsIsCalledByItsNewName() {
    String moved =
        moved(
            """
            {viewOn: 'orders', pipeline: [
              {$match: {from: 'orders', $expr: {$eq: ['$coll', 'orders']}}},
              {$lookup: {from: 'customers', as: 'c', pipeline: [{$unionWith: 'orders'}]}},
              {$graphLookup: {from: 'orders', startWith: 'orders', as: 'orders'}},
              {$unionWith: {coll: 'view', pipeline: [{$lookup: {from: 'view', as: 'x'}}]}},
              {$facet: {f: [{$lookup: {from: 'orders', as: 'y'}}], from: [{$count: 'n'}]}}],
             collation: {locale: 'de'}}""");

    assertThat(moved)
        .isEqualTo(
            BsonDocument.parse(
                    """
                    {viewOn: 'old_orders', pipeline: [
                      {$match: {from: 'orders', $expr: {$eq: ['$coll', 'orders']}}},
                      {$lookup: {from: 'old_customers', as: 'c',
                        pipeline: [{$unionWith: 'old_orders'}]}},
                      {$graphLookup: {from: 'old_orders', startWith: 'orders', as: 'orders'}},
                      {$unionWith: {coll: 'old_view',
                        pipeline: [{$lookup: {from: 'old_view', as: 'x'}}]}},
                      {$facet: {f: [{$lookup: {from: 'old_orders', as: 'y'}}],
                        from: [{$count: 'n'}]}}],
                     collation: {locale: 'de'}}""")
                .toJson());
  }

  @Test
  void whatGoesToAnotherDatabaseKeepsItsName() {
    assertThat(moved("{viewOn: 'logs', pipeline: []}"))
        .isEqualTo("{\"viewOn\": \"logs\", \"pipeline\": []}");
  }

  private String moved(String options) {
    ViewAt view = new ViewAt(new Namespace("shop", "view"), BsonDocument.parse(options));
    ViewAt moved = MovedView.of(view, new Namespace("old", "old_view"), names);
    assertThat(moved.namespace()).isEqualTo(new Namespace("old", "old_view"));
    return moved.options().toJson();
  }

  private static Rename rename(String from, String to) {
    return new Rename(new NamespacePattern(from), new NamespacePattern(to));
  }
}
