/** The process that runs a pipeline: signals, shutdown, terminal. */
package org.cascadenlp.core.process;
