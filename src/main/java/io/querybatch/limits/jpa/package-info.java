/** What was asked, in the store. */
package io.querybatch.limits.jpa;
