/** What turns raw rows into features; fitted once, stored beside the model, used wherever the model is. */
package io.demur.inputs.prepare;
