package io.querybatch.errors;

import io.querybatch.hosts.ForHosts;

/**
 * Why a query ended as FAILURE, as it is stored and shown in {@code error_info}.
 *
 * @param code one of the {@code QUERY_*} codes
 * @param description for people; never SQL, host names, paths or secrets; at most 2,048 characters
 */
@ForHosts(since = "0.1")
public record QueryFailure(ErrorCode code, String description) {}
