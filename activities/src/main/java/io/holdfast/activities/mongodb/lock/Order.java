package io.holdfast.activities.mongodb.lock;

import io.holdfast.activities.mongodb.connect.Handover;

/// What a watchdog is started for. Has secrets: it goes through a pipe, and is kept nowhere.
///
/// @param address the member, `host:port`
/// @param seconds after how many it unlocks the member in any case
/// @param tls of the process that locks: the watchdog's command line has none
record Order(Handover handover, String address, long seconds, TlsProperties tls) {}
