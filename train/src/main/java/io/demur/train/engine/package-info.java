/** The training engine: networks carried out by DJL with PyTorch, which no signature of this package shows. */
package io.demur.train.engine;
