/** What a training minimises: the loss of a network, and the weights that are trained by it. */
package org.cascadenlp.training.objective;
