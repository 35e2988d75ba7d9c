/** The swap report: the same task and data with one embedding after another. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.training.compare;
