package io.holdfast.sandbox.mongod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartOptionsTest {
  @TempDir Path folder;

  private static StartOptions parse(String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of("mongod"));
    argv.addAll(List.of(arguments));
    return StartOptions.parse(argv);
  }

  @Test
  void whatAnAgentWritesIsReadAsJson() throws IOException {
    Path file = folder.resolve("standalone.json");
    Files.writeString(
        file,
        """
        {"storage": {"dbPath": "/a", "syncPeriodSecs": 5}, "net": {"port": 4000, "bindIp": "127.0.0.1",
         "unixDomainSocket": {"enabled": false}}, "setParameter": {"recoverFromOplogAsStandalone": true},
         "systemLog": {"destination": "file", "path": "/log", "logAppend": true}}""");

    StartOptions options = parse("--config", file.toString(), "--port", "4001");

    assertThat(options.port()).isEqualTo(4001);
    assertThat(options.dbPath()).isEqualTo(Path.of("/a"));
    assertThat(options.syncPeriod()).hasSeconds(5);
    assertThat(options.is(StartOptions.RECOVER)).isTrue();
    assertThat(options.log()).isEqualTo(Path.of("/log"));
  }

  @Test
  void whatPeopleWriteIsReadAsYaml() throws IOException {
    Path file = folder.resolve("mongod.conf");
    Files.writeString(
        file,
        """
        # where
        storage:
          dbPath: "/var/lib/mongo db"   # quoted
          wiredTiger:
            engineConfig:
              cacheSizeGB: 1
        net:
          port: 27018
        replication:
          replSetName: rs0
        """);

    StartOptions options = parse("-f", file.toString());

    assertThat(options.dbPath()).isEqualTo(Path.of("/var/lib/mongo db"));
    assertThat(options.port()).isEqualTo(27018);
    assertThat(options.replicaSet()).isEqualTo("rs0");
    assertThat(options.toDoc().toString())
        .contains("\"wiredTiger\": {\"engineConfig\": {\"cacheSizeGB\": 1}}");
  }

  @Test
  void theRoleInAClusterIsToldAsAFileHasIt() throws IOException {
    assertThat(parse("--shardsvr", "--replSet", "a").toDoc().toString())
        .contains("\"sharding\": {\"clusterRole\": \"shardsvr\"}");
  }

  @Test
  void theJournalsFilesAreAsLongAsTheEngineIsTold() throws IOException {
    assertThat(parse().journalBytes()).isEqualTo(1 << 20);
    assertThat(
            parse("--wiredTigerEngineConfigString", "log=(file_max=32MB,prealloc=false)")
                .journalBytes())
        .isEqualTo(32 << 20);
  }

  @Test
  void whatIsNotKnownIsRefusedByName() {
    assertThatThrownBy(() -> parse("--oddity", "x")).hasMessageContaining("--oddity");
    assertThatThrownBy(() -> parse("--setParameter", "oddity=1")).hasMessageContaining("oddity");
    assertThatThrownBy(() -> parse("--fork")).hasMessageContaining("--logpath");
    assertThatThrownBy(
            () -> parse("--replSet", "a", "--setParameter", "recoverFromOplogAsStandalone=true"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
