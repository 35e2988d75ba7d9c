/** Safetensors, read and written. */
package org.cascadenlp.weights.safetensors;
