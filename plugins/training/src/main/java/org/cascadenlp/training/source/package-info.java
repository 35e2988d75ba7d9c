/**
 * Sources of a head's input vectors in training: frozen vectors, fine-tuned and adapted encoders,
 * stacks.
 */
package org.cascadenlp.training.source;
