package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.backup.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  private static final List<String> DOCUMENTS = List.of("one", "two", "three", "two", "");

  @Test
  void nothingHasTheEmptyContent() {
    assertThat(new ContentDigest().content()).isEqualTo(Content.EMPTY);
  }

  @Test
  void oneDocumentHasItsOwnSha256() {
    // The test vector of FIPS 180-2.
    assertThat(of(List.of("abc")))
        .isEqualTo(
            new Content(1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void theExampleOfTheFormatsDocumentIsRight() {
    byte[] empty = HexFormat.of().parseHex("0500000000");
    byte[] one = HexFormat.of().parseHex("0c0000001061000100000000");
    ContentDigest digest = new ContentDigest();
    digest.add(empty, 0, empty.length);
    digest.add(one, 0, one.length);
    assertThat(digest.content())
        .isEqualTo(
            new Content(2, "bb0f5203df2914bfd121ded4e88679cfb48fa46a2df0bedb729c6d6bcfd35525"));

    digest.add(empty, 0, empty.length);
    assertThat(digest.content())
        .isEqualTo(
            new Content(3, "04f8352d546ed61a87c973469029c71396da3386e04f62b3b418cf6268f9cf64"));
  }

  @Test
  void manyDocumentsHaveTheSumModuloTwoToThe256() throws NoSuchAlgorithmException {
    List<String> documents = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < 1_000; i++) {
      documents.add("document " + i);
      byte[] bytes = documents.getLast().getBytes(StandardCharsets.UTF_8);
      sum = sum.add(new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes)));
      BigInteger modulo = sum.mod(BigInteger.TWO.pow(256));

      assertThat(of(documents)).isEqualTo(new Content(i + 1, "%064x".formatted(modulo)));
    }
  }

  @Test
  void theOrderDoesNotMatter() {
    List<String> shuffled = new ArrayList<>(DOCUMENTS);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(of(shuffled)).isEqualTo(of(DOCUMENTS));
    }
  }

  @Test
  void aDuplicateCountsAndEvenOnesDoNotCancelOut() {
    assertThat(of(List.of("two", "two"))).isNotEqualTo(of(List.of("two")));
    assertThat(of(List.of("two", "two")).digest()).isNotEqualTo(Content.EMPTY.digest());
    assertThat(of(List.of("one", "two", "two")).digest())
        .isNotEqualTo(of(List.of("one", "three", "three")).digest());
  }

  @Test
  void theBordersOfDocumentsCount() {
    assertThat(of(List.of("onetwo")).digest()).isNotEqualTo(of(List.of("one", "two")).digest());
    assertThat(of(List.of("onet", "wo"))).isNotEqualTo(of(List.of("one", "two")));
  }

  @Test
  void theSumOfThePartsIsTheWhole() {
    for (int split = 0; split <= DOCUMENTS.size(); split++) {
      ContentDigest whole = new ContentDigest();
      whole.add(of(DOCUMENTS.subList(0, split)));
      whole.add(of(DOCUMENTS.subList(split, DOCUMENTS.size())));

      assertThat(whole.content()).isEqualTo(of(DOCUMENTS));
    }
  }

  @Test
  void whatIsSubtractedLeavesTheRest() {
    for (int split = 0; split <= DOCUMENTS.size(); split++) {
      ContentDigest rest = new ContentDigest();
      rest.add(of(DOCUMENTS));
      rest.subtract(of(DOCUMENTS.subList(0, split)));

      assertThat(rest.content()).isEqualTo(of(DOCUMENTS.subList(split, DOCUMENTS.size())));
    }
  }

  @Test
  void carriesGoThroughAllTheWords() {
    Content largest = new Content(1, "f".repeat(64));
    Content one = new Content(1, "0".repeat(63) + "1");
    ContentDigest digest = new ContentDigest();

    digest.add(largest);
    digest.add(one);
    assertThat(digest.content()).isEqualTo(new Content(2, "0".repeat(64)));
    digest.subtract(one);
    assertThat(digest.content()).isEqualTo(largest);
  }

  @Test
  void onlyTheGivenPartOfABufferCounts() {
    byte[] buffer = "..one..".getBytes(StandardCharsets.UTF_8);
    ContentDigest digest = new ContentDigest();
    digest.add(buffer, 2, 3);

    assertThat(digest.content()).isEqualTo(of(List.of("one")));
  }

  @Test
  void whatIsNoDigestIsNotAdded() {
    for (String digest : List.of("", "00", "g".repeat(64), "0".repeat(66))) {
      assertThatThrownBy(() -> new ContentDigest().add(new Content(1, digest)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Content of(List<String> documents) {
    ContentDigest digest = new ContentDigest();
    for (String document : documents) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      digest.add(bytes, 0, bytes.length);
    }
    return digest.content();
  }
}
