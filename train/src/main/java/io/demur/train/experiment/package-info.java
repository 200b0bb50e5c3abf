/** Experiments: trainings over losses and seeds, set beside what others have published. */
package io.demur.train.experiment;
