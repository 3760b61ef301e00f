package io.holdfast.activities.mongodb.connect;

/// What keeps Holdfast from using a host of a connection string, and what to do about it.
enum Obstacle {
  UNKNOWN_HOST(
      false,
      "the name of %s is not known",
      "Check the name in the connection string, and the name service where the worker runs."),
  REFUSED(
      false,
      "%s refuses the connection: nothing listens there",
      "Start the server, or mend host and port in the connection string."),
  SILENT(
      false,
      "%s does not answer",
      "Check the address, and whether a firewall lets the worker through."),
  NOT_READY(
      false,
      "%s is neither primary nor secondary now",
      "See rs.status() there; it is tried again until a member is ready."),
  TLS_WANTED(
      true, "%s speaks TLS only", "Add tls=true to the connection string, and tlsCAFile=FILE."),
  NO_TLS(
      true,
      "%s does not speak TLS",
      "Take tls=true out of the connection string, or start the server with --tlsMode."),
  UNTRUSTED(
      true,
      "the certificate of %s was not signed by anybody whom the worker trusts",
      "Name the file of the certificate authority with tlsCAFile=FILE in the connection string."),
  OTHER_NAME(
      true,
      "the certificate of %s is for another name",
      "Connect by a name that is in the certificate, or have one made for this name."),
  CERTIFICATE_WANTED(
      true,
      "%s refuses the worker's certificate, or wants one",
      "Name a file with certificate and key with tlsCertificateKeyFile=FILE in the connection"
          + " string; the server must know who signed it."),
  HANDSHAKE(
      true,
      "%s and the worker cannot agree on TLS",
      "See the server's log: it may not have TLS 1.2, or not like the certificate."),
  OTHER_SET(
      true,
      "%s belongs to replica set '%s', not to '%s'",
      "Mend replicaSet= in the connection string."),
  NO_SET(
      true,
      "%s belongs to no replica set, but the connection string names '%3$s'",
      "Take replicaSet= out of the connection string, or start the server with --replSet."),
  ROUTER(
      true,
      "%s is a router of a sharded cluster, but the connection string names replica set '%3$s'",
      "Take replicaSet= out of the connection string."),
  NOT_INITIATED(
      true,
      "%s runs with --replSet, but its replica set was not initiated, or does not know it any more",
      "Run rs.initiate() there, or name members that belong to the set.");

  private final boolean lasting;
  private final String what;
  private final String hint;

  Obstacle(boolean lasting, String what, String hint) {
    this.lasting = lasting;
    this.what = what;
    this.hint = hint;
  }

  /// Whether it stays until a person does something: trying again is in vain.
  boolean lasting() {
    return lasting;
  }

  /// @param found the replica set that the host belongs to, or nothing
  /// @param wanted the one that the connection string names, or nothing
  String describe(String host, String found, String wanted) {
    return what.formatted(host, found, wanted);
  }

  String hint() {
    return hint;
  }
}
