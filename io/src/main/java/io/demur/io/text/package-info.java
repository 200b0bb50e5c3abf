/** Numbers as people read them. */
package io.demur.io.text;
