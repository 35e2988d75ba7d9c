/** Bounded reading of untrusted binary files: bytes, numbers, strided arrays and archives. */
package org.cascadenlp.weights.binary;
