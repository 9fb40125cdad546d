/**
 * What the servers are doing, for those who look after them: nodes, tenants, data sources, store and results at one moment. It only
 * reads. What all nodes know is in the store; what one node alone knows, it says itself, and says that it does.
 */
package io.querybatch.operations;
