/** What tenants have used, in the store. */
package io.querybatch.quotas.jpa;
