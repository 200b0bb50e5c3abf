/** The command serve. */
package io.demur.serve.command;
