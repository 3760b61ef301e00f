package io.holdfast.activities.mongodb.connect;

import com.mongodb.spi.dns.DnsClient;
import com.mongodb.spi.dns.InetAddressResolver;

/// What looks names up in the JDK's place.
///
/// @param records the SRV and TXT records behind a `mongodb+srv://` string
/// @param addresses the addresses of hosts
record NameService(DnsClient records, InetAddressResolver addresses) {}
