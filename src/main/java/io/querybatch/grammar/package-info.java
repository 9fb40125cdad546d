/**
 * The texts callers write: filters, dates, orderings, lists of fields, regular expressions. Each has a parser that turns
 * it into the records of {@link io.querybatch.query} or says at which character it is wrong. Nothing is looked up here;
 * whether a field exists is for the planner to find out. docs/grammar.md is the description for callers.
 */
package io.querybatch.grammar;
