/** Bounded reading of untrusted binary files: bytes, numbers, strided views and archives. */
package org.cascadenlp.weights.binary;
