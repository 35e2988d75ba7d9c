/** Vectors in a CAS: which part made them, and which of them a head reads. */
package org.cascadenlp.neural.vectors;
