/** TensorFlow checkpoints: an index of names and offsets, and files of raw numbers. */
package org.cascadenlp.weights.tensorflow;
