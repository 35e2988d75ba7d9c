/** The training loop: data checks, updates, evaluation after each epoch, and the model folder. */
package org.cascadenlp.training.loop;
