/** The common part of recurrent encoders: tokens in windows, batches, and saved networks. */
package org.cascadenlp.recurrent.encoder;
