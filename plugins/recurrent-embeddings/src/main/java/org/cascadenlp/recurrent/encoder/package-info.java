/** What recurrent encoders share: LSTMs in both directions over sequences of tokens. */
package org.cascadenlp.recurrent.encoder;
