/**
 * Databases through JDBC: connections of the server by their JNDI names, or pools of our own, one for each address however
 * many data sources share it. What databases do differently is said in {@link io.querybatch.connectors.jdbc.Engine}.
 */
package io.querybatch.connectors.jdbc;
