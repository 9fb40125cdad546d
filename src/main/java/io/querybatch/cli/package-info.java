/**
 * The command line client, {@code querybatch-cli.jar}: commands over {@link io.querybatch.client.BatchClient}. docs/cli.md is
 * for its users.
 */
package io.querybatch.cli;
