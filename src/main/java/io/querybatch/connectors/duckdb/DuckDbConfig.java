package io.querybatch.connectors.duckdb;

import java.nio.file.Path;

/**
 * What DuckDB may use, for each data source.
 *
 * @param memoryLimit most memory, as DuckDB spells it, such as {@code 1GB}
 * @param threads threads of one query
 * @param tempFolder where it may spill; a folder for this alone, since scans can read it
 */
public record DuckDbConfig(String memoryLimit, int threads, Path tempFolder) {}
