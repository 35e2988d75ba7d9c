/** CoVe (McCann et al. 2017): contextual vectors from LSTMs over word vectors. */
package org.cascadenlp.recurrent.cove;
