/** Libtorch through DJL: programs, named weights, and the inference thread. */
package org.cascadenlp.neural.torch;
