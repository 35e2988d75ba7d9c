/** DKPro Core as a peer: its wrappers and runner, on a separate class path. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.dkpro;
