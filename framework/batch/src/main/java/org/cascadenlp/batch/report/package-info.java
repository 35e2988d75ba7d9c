/** The counts of a running batch, and its report {@code run.json}. */
package org.cascadenlp.batch.report;
