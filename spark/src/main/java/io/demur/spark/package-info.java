/** Evaluation, certified selectors and decisions on Spark, with the digits of a single machine. */
package io.demur.spark;
