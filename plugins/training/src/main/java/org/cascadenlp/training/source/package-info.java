/**
 * Where a head's vectors come from in training: frozen, tuned or adapted encoders, stacks, files.
 */
package org.cascadenlp.training.source;
