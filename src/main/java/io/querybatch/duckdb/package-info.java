/** DuckDB's driver for everybody who uses it here: loaded once for all applications of a JVM. */
package io.querybatch.duckdb;
