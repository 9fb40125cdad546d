/**
 * What can be queried: data sources with their accounts and fields, read from YAML files in a folder. Everything in the
 * catalog is written by the operator and trusted; everything a caller sends is looked up in it.
 */
package io.querybatch.catalog;
