/** Networks as data: layers, shapes, parameters, weights and their files, without any engine. */
package io.demur.network;
