/** The output folder: its lock, unfinished files and the record of results. */
package org.cascadenlp.batch.output;
