/** Networks as data: layers, shapes, parameters and weights, without any engine. */
package io.demur.network;
