/** Deciding rows that have arrived: which selector, with what working memory, and what came out. */
package io.demur.serve.decide;
