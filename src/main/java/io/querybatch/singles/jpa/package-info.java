/** Names of single queries in the store. */
package io.querybatch.singles.jpa;
