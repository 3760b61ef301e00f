package io.holdfast.activities.mongodb.raw;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/// A document with a value of every BSON type, deprecated ones too.
public final class EveryBsonType {
  private EveryBsonType() {}

  /// @param id its `_id`
  public static BsonDocument document(BsonValue id) {
    ObjectId oid = new ObjectId("65f0c0ffee0000000000beef");
    return new BsonDocument("_id", id)
        .append("double", new BsonDouble(-0.0))
        .append("nan", new BsonDouble(Double.NaN))
        .append("string", new BsonString("z\u0000\u00fcr\u2603\uD83D\uDE80"))
        .append("document", new BsonDocument("", new BsonInt32(1)).append("a.b", BsonNull.VALUE))
        .append("array", new BsonArray(List.of(new BsonInt32(1), new BsonString("two"))))
        .append("binary", new BsonBinary((byte) 0x80, new byte[] {0, 1, 2, -1}))
        .append("undefined", new BsonUndefined())
        .append("oid", new BsonObjectId(oid))
        .append("true", BsonBoolean.TRUE)
        .append("date", new BsonDateTime(-1))
        .append("null", BsonNull.VALUE)
        .append("regex", new BsonRegularExpression("^a/b", "im"))
        .append("pointer", new BsonDbPointer("shop.orders", oid))
        .append("code", new BsonJavaScript("return 1"))
        .append("symbol", new BsonSymbol("sym"))
        .append("scoped", new BsonJavaScriptWithScope("x", new BsonDocument("x", new BsonInt32(1))))
        .append("int", new BsonInt32(Integer.MIN_VALUE))
        .append("timestamp", new BsonTimestamp(7, 8))
        .append("long", new BsonInt64(Long.MAX_VALUE))
        .append("decimal", new BsonDecimal128(Decimal128.parse("1.10")))
        .append("min", new BsonMinKey())
        .append("max", new BsonMaxKey());
  }
}
