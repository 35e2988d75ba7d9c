package org.cascadenlp.weights.pytorch;

import org.cascadenlp.weights.tensor.NumberType;

/**
 * A reference from the pickle to a storage, or to a range of one, outside it.
 *
 * @param key the storage's key
 * @param count the number of elements of the storage
 * @param begin the first element of the range
 * @param length the number of elements of the range
 */
record StorageReference(String key, NumberType type, long count, long begin, long length) {}
