/** Arrays of float32 on the heap, and the hash that identifies a model's weights. */
package org.cascadenlp.weights.tensor;
