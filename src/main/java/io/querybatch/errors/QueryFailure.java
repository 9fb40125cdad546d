package io.querybatch.errors;

/**
 * Why a query ended as FAILURE, as it is stored and shown in {@code error_info}.
 *
 * @param code one of the {@code QUERY_*} codes
 * @param description for people; never SQL, host names, paths or secrets; at most 2,048 characters
 */
public record QueryFailure(ErrorCode code, String description) {}
