/** The trainer: examples in, model folder out; and the annotator and commands that feed it. */
package org.cascadenlp.training;
