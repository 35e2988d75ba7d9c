/** DKPro Core as a peer: its own wrappers and runner, on a class path of their own. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.dkpro;
