package org.cascadenlp.weights.pytorch;

import java.util.List;

/**
 * Python's tuple.
 *
 * @param items may contain the tuple itself, so it is never printed or compared
 */
record Tuple(List<Object> items) {}
