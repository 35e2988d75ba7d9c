/** Embedders, encoders and task heads on DJL, and the two annotators that run them. */
package org.cascadenlp.neural;
