package io.holdfast.api.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://db1",
        "mongodb://db1/",
        "mongodb://db1:27017,db2:27018,db3.example.net/?replicaSet=rs0",
        "mongodb://db1?replicaSet=rs0",
        "mongodb://user@db1/admin?authSource=admin&tls=true",
        "mongodb://[::1]:27017,127.0.0.1/?readPreference=secondary",
        "mongodb+srv://cluster0.example.net/?appName=holdfast",
        "mongodb://db1/?readPreferenceTags=dc:east,rack:1&readPreferenceTags=",
        "mongodb://db1/?authMechanismProperties=SERVICE_NAME:mongodb",
        "mongodb://db1/?tlsCertificateKeyFile=/etc/mongo/client.pem",
        "mongodb://db1/?tlsCertificateKeyFilePassword=env:CLIENT_KEY_PASSWORD",
        "mongodb://db1/?tlsCertificateKeyFilePassword=file:/run/secrets/client-key",
        "mongodb://db1/?appName=a@b:c"
      })
  void whatTheDriverTakesIsTaken(String url) {
    assertThatCode(() -> MongoUrl.check(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "mongodb://u:hush@db1/?replicaSet=rs0, mongodb://u@db1/?replicaSet=rs0",
    "mongodb://db1/?proxyPassword=hush&tls=true, mongodb://db1/?tls=true",
    "mongodb://db1/?authMechanismProperties=AWS_SESSION_TOKEN:hush, mongodb://db1/",
    "s3://key:hush@bucket/prefix?region=eu&secretKey=hush, s3://key@bucket/prefix?region=eu",
    "azblob://container?sig=hush&sv=1, azblob://container?sv=1",
    "file:///var/lib/holdfast, file:///var/lib/holdfast",
    "rubbish, rubbish"
  })
  void whatIsShownHoldsNoSecret(String url, String shown) {
    assertThat(SecretFreeUrl.redact(url)).isEqualTo(shown);
  }
}
