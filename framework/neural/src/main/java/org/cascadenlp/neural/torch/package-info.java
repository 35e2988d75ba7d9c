/** Libtorch through DJL: programs, arrays by name, and the one thread that runs networks. */
package org.cascadenlp.neural.torch;
