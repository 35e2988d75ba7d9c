/** NumPy's files of arrays. */
package org.cascadenlp.weights.numpy;
