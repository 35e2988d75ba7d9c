/** The {@code evaluate} command: predictions beside a corpus's gold annotations. */
package org.cascadenlp.batch.evaluate;
