/** The annotator and the command that train a task head on a corpus and write a model folder. */
package org.cascadenlp.training;
