/** Recipes: everything that decides what a training run computes, as one strictly read YAML file. */
package io.demur.train.recipe;
