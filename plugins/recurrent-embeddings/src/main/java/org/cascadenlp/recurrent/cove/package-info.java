/** CoVe (McCann et al. 2017): LSTMs over word vectors. */
package org.cascadenlp.recurrent.cove;
