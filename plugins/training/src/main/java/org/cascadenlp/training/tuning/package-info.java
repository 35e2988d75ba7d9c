/** The ways of tuning an encoder together with a head, by the names that descriptors give them. */
package org.cascadenlp.training.tuning;
