/** Commands about models in ONNX. */
package io.demur.onnx.command;
