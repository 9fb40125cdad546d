/** What marks the part of Querybatch that host applications may rely on (docs/embedding.md). */
package io.querybatch.hosts;
