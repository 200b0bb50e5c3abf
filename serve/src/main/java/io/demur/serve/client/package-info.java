/** Asking a running server from Java. */
package io.demur.serve.client;
