package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
  @Test
  void aBucketAloneIsAmazons() {
    S3Location location = parse("s3://my.bucket_1");

    assertThat(location)
        .isEqualTo(
            new S3Location(
                "my.bucket_1",
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                "s3://my.bucket_1"));
  }

  @Test
  void everyParameterIsTaken() {
    S3Location location =
        parse(
            "s3://bucket/a/b/?endpoint=https%3A%2F%2Fs3.example%3A9000&region=eu-west-1"
                + "&pathStyle=false&profile=backup&lock=governance&retain=30d");

    assertThat(location.prefix()).isEqualTo("a/b/");
    assertThat(location.endpoint()).contains(URI.create("https://s3.example:9000"));
    assertThat(location.region()).contains("eu-west-1");
    assertThat(location.pathStyle()).isFalse();
    assertThat(location.profile()).contains("backup");
    assertThat(location.retention())
        .contains(new Retention(Retention.Mode.GOVERNANCE, Duration.ofDays(30)));
    assertThat(location.place("key")).isEqualTo("s3://bucket/a/b/key");
  }

  @Test
  void anEndpointOfOnesOwnHasTheBucketInThePath() {
    assertThat(parse("s3://bucket?endpoint=http://127.0.0.1:9000").pathStyle()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b, name of a bucket",
    "s3:///prefix, name of a bucket",
    "s3://bucket#x, fragment",
    "s3://bucket/a//b, cannot begin a key",
    "s3://bucket/../x, cannot begin a key",
    "s3://bucket?endpoint=s3.example, not http",
    "s3://bucket?endpoint=http://s3.example/path, not http",
    "s3://bucket?region=Eu!, name of a region",
    "s3://bucket?pathStyle=yes, true or false",
    "s3://bucket?lock=compliance, need each other",
    "s3://bucket?retain=30d, need each other",
    "s3://bucket?lock=firm&retain=30d, compliance or governance",
    "s3://bucket?lock=compliance&retain=30, a period",
    "s3://bucket?locked=compliance, called 'locked'",
    "s3://bucket?region=a&region=b, twice",
    "s3://bucket?region, not name=value",
  })
  void whatIsWrongInAUrlIsNamed(String url, String named) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message()).contains(named);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://user:secret@bucket",
        "s3://bucket?secretKey=x",
        "s3://bucket?endpoint=http://user:secret@host"
      })
  void aSecretInTheUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> ObjectStores.open(url, false))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SECRET_IN_URL);
              assertThat(e.message() + e.hint()).doesNotContain("secret");
            });
  }

  private static S3Location parse(String url) {
    return S3Location.parse(URI.create(url));
  }
}
