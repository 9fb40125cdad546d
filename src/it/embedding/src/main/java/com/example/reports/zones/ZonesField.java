package com.example.reports.zones;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What can be asked of time zones. */
enum ZonesField {
    REGION("Region", Kind.DIMENSION, "string.geo.region", Zone::region),
    NAME("Name", Kind.DIMENSION, "string.text.value", Zone::name),
    OFFSET("Offset", Kind.DIMENSION, "int.duration.seconds", zone -> (long) zone.offset()),
    ZONES("Zones", Kind.METRIC, "int.number.value", zone -> 1L);

    private final FieldDefinition definition;
    private final Function<Zone, Object> value;

    ZonesField(String label, Kind kind, String dataType, Function<Zone, Object> value) {
        this.definition =
                new FieldDefinition(name().toLowerCase(Locale.ROOT), label, kind, dataType, "", "Time zones", "");
        this.value = value;
    }

    static List<FieldDefinition> definitions() {
        return Arrays.stream(values()).map(field -> field.definition).toList();
    }

    /** The field of an id; Querybatch asks for none that was not in {@link #definitions}. */
    static ZonesField of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    boolean isMetric() {
        return definition.kind() == Kind.METRIC;
    }

    Object of(Zone zone) {
        return value.apply(zone);
    }
}
