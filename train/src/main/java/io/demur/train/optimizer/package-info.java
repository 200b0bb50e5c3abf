/** Schedules and optimisers on plain arrays, without any engine. */
package io.demur.train.optimizer;
