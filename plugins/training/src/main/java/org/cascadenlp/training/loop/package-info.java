/** The loop: checks of the data, steps, evaluation after each epoch, and the model's folder. */
package org.cascadenlp.training.loop;
