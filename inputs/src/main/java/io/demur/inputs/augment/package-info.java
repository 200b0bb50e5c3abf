/** Changes of training pictures by chance, repeatable for each picture and epoch. */
package io.demur.inputs.augment;
