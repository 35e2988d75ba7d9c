/** The state of a training on disk, from which it is resumed. */
package org.cascadenlp.training.checkpoint;
