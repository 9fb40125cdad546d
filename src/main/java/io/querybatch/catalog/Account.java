package io.querybatch.catalog;

import io.querybatch.hosts.ForHosts;

/**
 * An account of a data source: the unit of access rights and of splitting.
 *
 * @param id identifier on the wire and value of the source's account column
 * @param name display name
 * @param group name of the group it is listed under; empty when none
 */
@ForHosts(since = "0.1")
public record Account(String id, String name, String group) {}
