/** Layers that several networks use: program text of linear layers, and LSTMs. */
package org.cascadenlp.neural.layers;
