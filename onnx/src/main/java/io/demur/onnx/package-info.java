/** Models in ONNX: written from a network and its weights, and run. */
package io.demur.onnx;
