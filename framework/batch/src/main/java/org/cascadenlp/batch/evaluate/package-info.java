/** The {@code evaluate} command, which scores predictions against a corpus's gold annotations. */
package org.cascadenlp.batch.evaluate;
