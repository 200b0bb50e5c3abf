/** Data sets in files: tables, tables of texts, folders of texts. */
package io.demur.inputs.read;
