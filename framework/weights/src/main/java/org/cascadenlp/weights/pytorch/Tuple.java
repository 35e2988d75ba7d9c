package org.cascadenlp.weights.pytorch;

import java.util.List;

/**
 * Python's tuple.
 *
 * @param items may hold, in a circle, the tuple itself: never to be printed or compared
 */
record Tuple(List<Object> items) {}
