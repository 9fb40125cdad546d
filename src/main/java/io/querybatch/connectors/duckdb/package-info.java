/** Files through DuckDB inside this process: CSV, Parquet and JSON, read in place or loaded into memory. */
package io.querybatch.connectors.duckdb;
