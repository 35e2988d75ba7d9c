/** Linear-chain conditional random fields: losses, decoding, and which tags may follow which. */
package org.cascadenlp.heads.crf;
