/** Results as files: one folder for each batch, one file for each attempt. */
package io.querybatch.results.filesystem;
