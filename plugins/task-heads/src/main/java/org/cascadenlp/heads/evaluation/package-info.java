/** Scores of entities, tags, lemmas and classes in a CAS against gold annotations. */
package org.cascadenlp.heads.evaluation;
