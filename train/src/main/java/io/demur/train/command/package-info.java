/** The commands {@code train} and {@code reproduce}. */
package io.demur.train.command;
