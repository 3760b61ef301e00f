package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnheardTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aQuestionThatWasNotHeardIsAskedAgain() {
    Unheard.asking(() -> fail(2, new MongoSocketReadException("cut", new ServerAddress())));

    assertThat(asked).hasValue(3);
  }

  @Test
  void afterTheThirdTimeNobodyListens() {
    assertThatThrownBy(
            () ->
                Unheard.asking(
                    () -> fail(3, new MongoSocketReadException("cut", new ServerAddress()))))
        .isInstanceOf(MongoSocketReadException.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void anAnswerIsAnAnswer() {
    assertThatThrownBy(() -> Unheard.asking(() -> fail(1, new MongoException(43, "no cursor"))))
        .hasMessageContaining("no cursor");
    assertThat(asked).hasValue(1);
  }

  private void fail(int times, MongoException e) {
    if (asked.incrementAndGet() <= times) {
      throw e;
    }
  }
}
