/** TensorFlow's checkpoints: a table of names and places, and files of raw numbers. */
package org.cascadenlp.weights.tensorflow;
