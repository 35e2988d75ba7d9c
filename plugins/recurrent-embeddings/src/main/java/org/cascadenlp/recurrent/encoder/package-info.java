/** What recurrent encoders share: LSTMs in both directions over units of tokens. */
package org.cascadenlp.recurrent.encoder;
