package io.querybatch.client;

import java.util.List;

/** The data sources that the caller may see. */
public record Sources(List<Source> list) {

    /** A data source; {@code id} is what queries call {@code ds_id}. */
    public record Source(String id, String name, String description) {}
}
