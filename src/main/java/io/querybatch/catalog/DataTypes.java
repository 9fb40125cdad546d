package io.querybatch.catalog;

import java.util.Set;

/** The data types a field can have (contract B §4.5). */
public final class DataTypes {

    public static final Set<String> ALL = Set.of(
            "float.currency.value",
            "int.currency.value",
            "string.currency.code",
            "int.number.value",
            "float.number.value",
            "float.number.percentage",
            "float.number.ratio",
            "int.duration.seconds",
            "string.text.value",
            "string.text.url",
            "string.geo.city",
            "string.geo.continent",
            "string.geo.coordinates",
            "string.geo.country",
            "string.geo.country.twolettercode",
            "string.geo.latitude",
            "string.geo.longitude",
            "string.geo.metro",
            "string.geo.region",
            "string.geo.street",
            "string.geo.zip",
            "string.language.locale",
            "string.language.twolettercode",
            "string.language.value",
            "string.time.date",
            "string.time.datetime",
            "string.time.year",
            "string.time.yearmonth",
            "string.time.month",
            "string.time.yearweek",
            "string.time.yearweekiso",
            "string.time.week",
            "string.time.weekiso",
            "string.time.dayofmonth",
            "string.time.dayofweek",
            "string.time.dayofweekiso");

    private DataTypes() {}
}
