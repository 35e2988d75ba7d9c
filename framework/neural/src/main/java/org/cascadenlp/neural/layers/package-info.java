/** Program text of layers that several networks use: linear layers and LSTMs. */
package org.cascadenlp.neural.layers;
