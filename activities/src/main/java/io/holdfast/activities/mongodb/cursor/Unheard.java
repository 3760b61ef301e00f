package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

/// The patience with a question that nobody heard: a broken connection says nothing of what was
/// asked for, so that is asked again, by another one.
final class Unheard {
  private static final int ATTEMPTS = 3;

  private Unheard() {}

  /// Asks `question`, which changes nothing. Throws its `MongoException`.
  static void asking(Runnable question) {
    for (int attempt = 1; ; attempt++) {
      try {
        question.run();
        return;
      } catch (MongoException e) {
        boolean unheard = e instanceof MongoSocketException || e instanceof MongoTimeoutException;
        if (!unheard || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
