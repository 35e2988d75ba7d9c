/** What a run counts while it goes on, and {@code run.json} at its end. */
package org.cascadenlp.batch.report;
