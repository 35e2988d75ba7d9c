/** The process around a pipeline: signals, its end, the terminal. */
package org.cascadenlp.core.process;
