/** Parquet, written by embedded DuckDB. */
package io.querybatch.results.formats.duckdb;
