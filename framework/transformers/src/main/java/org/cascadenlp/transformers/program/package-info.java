/** The program text of transformers, and the network that runs it on a batch of subwords. */
package org.cascadenlp.transformers.program;
