/** The folder of results: its lock, unfinished files, and which pipeline made which result. */
package org.cascadenlp.batch.output;
