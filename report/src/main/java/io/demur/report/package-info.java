/** Renders what others have computed: a page to read in a browser, and figures for a paper. */
package io.demur.report;
