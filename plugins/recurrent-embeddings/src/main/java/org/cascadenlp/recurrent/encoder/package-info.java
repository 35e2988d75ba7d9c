/** The common part of recurrent encoders: bidirectional LSTMs over sequences of tokens. */
package org.cascadenlp.recurrent.encoder;
