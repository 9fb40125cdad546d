/** The store of what administrators read. */
package io.querybatch.admin.jpa;
