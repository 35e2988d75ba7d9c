/** Linear-chain conditional random fields: parameters, decoding, and constraints on transitions. */
package org.cascadenlp.heads.crf;
