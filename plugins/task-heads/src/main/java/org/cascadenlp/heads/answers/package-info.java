/**
 * Extractive question answering as in SQuAD 2.0: task, head, search for the best span, and scores.
 */
package org.cascadenlp.heads.answers;
