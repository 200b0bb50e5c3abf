/** Training: recipes, runs and the engine that carries them out. */
package io.demur.train;
