/** NumPy's files of arrays. */
package org.cascadenlp.neural.numpy;
