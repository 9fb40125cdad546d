package com.example.reports.zones;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A time zone of the JDK.
 *
 * @param region what stands before its first slash; an account
 * @param name all of its name
 * @param offset its standard offset from UTC in seconds
 */
record Zone(String region, String name, int offset) {

    /** All those of a region, ordered by region and name. */
    static List<Zone> all() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(name -> name.contains("/"))
                .map(Zone::of)
                .sorted((a, b) -> a.name.compareTo(b.name))
                .toList();
    }

    private static Zone of(String name) {
        int seconds = ZoneId.of(name)
                .getRules()
                .getStandardOffset(Instant.parse("2026-01-01T00:00:00Z"))
                .getTotalSeconds();
        return new Zone(name.substring(0, name.indexOf('/')), name, seconds);
    }
}
