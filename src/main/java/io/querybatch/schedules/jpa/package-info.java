/** Schedules in the store. */
package io.querybatch.schedules.jpa;
