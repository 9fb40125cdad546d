/**
 * The port to the data: a {@link io.querybatch.connectors.Connector}, asked in SQL or with the query itself, runs one scan
 * at a time on each call, streams its rows and can be told from another thread to stop. Each adapter hides in a sub-package of its own.
 */
package io.querybatch.connectors;
