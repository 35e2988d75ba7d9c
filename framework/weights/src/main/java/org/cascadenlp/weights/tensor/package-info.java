/** Arrays of float32 on the heap, and the hash that a model's weights are known by. */
package org.cascadenlp.weights.tensor;
