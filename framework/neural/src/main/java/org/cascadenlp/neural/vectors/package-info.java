/** Vectors in a CAS: whose they are, and which of them a head reads. */
package org.cascadenlp.neural.vectors;
