/** Routes, limits and answers over HTTP. */
package io.demur.serve.http;
