/** What an application that Querybatch is a part of can call, and is told (docs/embedding.md). */
package io.querybatch.embedding;
