/** Program text of what several networks have: products of matrices, an LSTM. */
package org.cascadenlp.neural.layers;
