/** What is for administrators alone: who did what. */
package io.querybatch.admin;
