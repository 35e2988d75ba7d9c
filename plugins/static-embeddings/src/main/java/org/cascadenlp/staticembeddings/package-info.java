/** Word vectors as an embedder: looked up in a vector file, with a policy for unknown words. */
package org.cascadenlp.staticembeddings;
